// SPDX-License-Identifier: MIT
#include "desktop/idps/idps_reader.h"

#include "desktop/connection/operation_runner.h"

#include <QJsonArray>

namespace bulkhead::desktop {

using namespace Qt::StringLiterals;

namespace {

constexpr int kEveryMs = 5 * 60 * 1000;
constexpr int kMost = 1000;

} // namespace

IdpsReader::IdpsReader(OperationRunner& runner, QObject* parent)
    : QObject(parent), m_runner(runner) {
    m_timer.setInterval(kEveryMs);
    connect(&m_timer, &QTimer::timeout, this, &IdpsReader::refresh);
    connect(&runner, &OperationRunner::busyChanged, this, [this] {
        if (m_again && !m_runner.isBusy()) {
            refresh();
        }
    });
}

void IdpsReader::setActive(bool active) {
    if (!active) {
        m_timer.stop();
        return;
    }
    m_timer.start();
    if (!m_readAt.isValid() ||
        m_readAt.msecsTo(QDateTime::currentDateTimeUtc()) >= qint64{kEveryMs}) {
        refresh();
    }
}

void IdpsReader::refresh() {
    // What was cancelled goes on for a moment, and would cancel what begins beside it.
    m_again = m_runner.isBusy();
    if (m_again) {
        return;
    }
    m_problems.clear();
    read(u"get_idps_status"_s, {}, &m_status);
    read(u"list_idps_events"_s, {{u"limit"_s, kMost}}, &m_events);
    read(u"list_idps_rules"_s, {{u"limit"_s, kMost}}, &m_rules);
    read(u"list_idps_profiles"_s, {{u"limit"_s, kMost}}, &m_profiles);
}

void IdpsReader::read(const QString& operation, const QJsonObject& arguments, QJsonObject* part) {
    ++m_pending;
    Q_EMIT busyChanged();
    const bool isState = part == &m_status;
    m_runner.run(operation, arguments, {},
                 [this, part, isState, manager = m_manager](Result<ops::Outcome> outcome) {
                     if (manager == m_manager) {
                         --m_pending;
                         if (isState) {
                             m_error =
                                 outcome ? std::nullopt : std::optional<Error>(outcome.error());
                             m_readAt = QDateTime::currentDateTimeUtc();
                         }
                         if (outcome) {
                             *part = outcome->result;
                         } else if (!isState && outcome.error().kind != ErrorKind::Cancelled) {
                             m_problems << outcome.error().explanation();
                         }
                         Q_EMIT changed();
                     }
                     Q_EMIT busyChanged();
                 });
}

void IdpsReader::searchSignatures(const QString& text) {
    const quint64 search = ++m_search;
    ++m_pending;
    Q_EMIT busyChanged();
    m_runner.run(u"list_idps_signatures"_s, {{u"search"_s, text}, {u"limit"_s, kMost}}, {},
                 [this, search, manager = m_manager](Result<ops::Outcome> outcome) {
                     if (manager != m_manager) {
                         return;
                     }
                     --m_pending;
                     if (search == m_search) {
                         if (outcome) {
                             m_signatures = outcome->result;
                         } else if (outcome.error().kind != ErrorKind::Cancelled) {
                             m_problems << outcome.error().explanation();
                         }
                         Q_EMIT changed();
                     }
                     Q_EMIT busyChanged();
                 });
}

void IdpsReader::cancel() {
    m_runner.cancel();
}

void IdpsReader::clear() {
    ++m_manager;
    m_pending = 0;
    m_again = false;
    m_runner.cancel();
    m_status = {};
    m_events = {};
    m_rules = {};
    m_profiles = {};
    m_signatures = {};
    m_error.reset();
    m_problems.clear();
    m_readAt = {};
    Q_EMIT changed();
    Q_EMIT busyChanged();
}

QStringList IdpsReader::notes() const {
    QStringList notes = m_problems;
    for (const QJsonObject* part : {&m_status, &m_events, &m_rules, &m_signatures}) {
        notes += part->value(u"notes"_s).toVariant().toStringList();
    }
    notes.removeDuplicates();
    return notes;
}

} // namespace bulkhead::desktop
