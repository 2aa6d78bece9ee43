// SPDX-License-Identifier: MIT
#include "desktop/hits/live_hits.h"

#include "base/task_keeper.h"
#include "desktop/connection/manager_session.h"
#include "desktop/estate/document.h"
#include "hits/hit_place.h"
#include "hits/hit_sampler.h"

#include <QDateTime>
#include <QEvent>
#include <QWidget>

#include <algorithm>

namespace bulkhead::desktop {

using namespace Qt::StringLiterals;

namespace {

constexpr int kEveryMs = 60'000;
constexpr int kPauseFactor = 20; ///< a pass takes a twentieth of the time at most
constexpr int kTrendDays = 14;

/// Reads, records, and answers the history as it is then.
Task<hits::HitTablePointer> readAndRecord(QPointer<nsx::Connection> connection,
                                          std::shared_ptr<hits::HitStore> store, QString manager,
                                          QStringList policies, CancellationToken token) {
    auto pass = co_await hits::sampleHits(connection, policies, token);
    if (!pass) {
        co_return fail(pass.error());
    }
    pass->manager = manager;
    const qint64 now = pass->answered;
    const auto recorded = co_await store->record(std::move(*pass));
    if (!recorded) {
        co_return fail(recorded.error());
    }
    auto table = co_await store->read(manager, kTrendDays, now);
    co_return table;
}

} // namespace

LiveHits::LiveHits(ManagerSession& session, Document& document, QWidget* watched,
                   hits::HitOptions options, QObject* parent)
    : QObject(parent),
      m_session(session),
      m_document(document),
      m_watched(watched),
      m_store(std::make_shared<hits::HitStore>(std::move(options))) {
    m_timer.setSingleShot(true);
    m_timer.setInterval(kEveryMs);
    connect(&m_timer, &QTimer::timeout, this, &LiveHits::refresh);
    connect(&document, &Document::snapshotChanged, this, &LiveHits::followDocument);
    watched->installEventFilter(this);
}

LiveHits::~LiveHits() {
    m_cancel.cancel();
}

hits::HitOptions LiveHits::optionsFor(const QString& file) {
    hits::HitOptions options;
    options.path = file.isEmpty() ? hits::defaultHitFile() : file;
    return options;
}

bool LiveHits::eventFilter(QObject* watched, QEvent* event) {
    if (watched == m_watched) {
        if (event->type() == QEvent::Show) {
            plan();
        } else if (event->type() == QEvent::Hide) {
            m_timer.stop();
        }
    }
    return QObject::eventFilter(watched, event);
}

void LiveHits::followDocument() {
    const QString manager =
        m_document.isEmpty() ? QString() : hits::hitKey(m_document.snapshot()->origin());
    if (manager == m_manager) {
        return; // an edit, or the same manager read again
    }
    m_manager = manager;
    m_cancel.cancel();
    m_timer.stop();
    m_document.setHits(nullptr);
    if (!m_manager.isEmpty()) {
        showStored();
        plan();
    }
}

void LiveHits::showStored() {
    const qint64 now = QDateTime::currentSecsSinceEpoch();
    keepTask<Result<hits::HitTablePointer>>(
        this, m_store->read(m_manager, kTrendDays, now),
        [this, manager = m_manager](Result<hits::HitTablePointer> table) {
            if (table && manager == m_manager && m_document.hits() == nullptr) {
                m_document.setHits(*table);
            }
        });
}

void LiveHits::plan() {
    if (!m_watched || !m_watched->isVisible() || m_timer.isActive()) {
        return;
    }
    // What was read a moment ago, before a look at another place, is not read at once again.
    const qint64 age = m_pass.isValid() ? m_pass.elapsed() : kEveryMs;
    m_timer.start(static_cast<int>(std::clamp<qint64>(kEveryMs - age, 0, kEveryMs)));
}

void LiveHits::refresh() {
    const std::shared_ptr<nsx::Connection>& connection = m_session.connection();
    if (!m_watched || !m_watched->isVisible()) {
        return;
    }
    if (m_busy || !connection || m_manager.isEmpty() || m_document.isOffline() ||
        m_watched->window()->isMinimized()) {
        m_timer.start(kEveryMs); // it may be possible then
        return;
    }
    QStringList policies;
    for (const model::SecurityPolicy& policy : m_document.snapshot()->policies()) {
        policies << policy.header.id;
    }
    m_busy = true;
    m_cancel = CancellationSource();
    m_pass.start();
    keepTask<Result<hits::HitTablePointer>>(
        this, readAndRecord(connection.get(), m_store, m_manager, policies, m_cancel.token()),
        [this, manager = m_manager](Result<hits::HitTablePointer> table) {
            m_busy = false;
            const qint64 took = m_pass.restart();
            if (table && manager == m_manager) {
                m_document.setHits(*table);
            }
            m_timer.stop();
            if (m_watched && m_watched->isVisible()) {
                m_timer.start(static_cast<int>(
                    std::clamp<qint64>(took * kPauseFactor, kEveryMs, qint64{60} * kEveryMs)));
            }
        });
}

} // namespace bulkhead::desktop
