// SPDX-License-Identifier: MIT
#include "desktop/connection/manager_session.h"

#include "config/password_source.h"
#include "guard/redactor.h"
#include "nsx/connection.h"
#include "nsx/event.h"
#include "nsx/snapshot_loader.h"
#include "ops/demo_manager.h"
#include "ops/trace_debt.h"

#include <QCoreApplication>
#include <QFutureWatcher>
#include <QPointer>
#include <QtConcurrentRun>

#include <chrono>
#include <utility>

namespace bulkhead::desktop {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// A trace needs 8 seconds at most to be taken away (nsx/traceflow_api.h).
constexpr std::chrono::seconds kPatience = 10s;

using DemoResult = std::shared_ptr<Result<std::unique_ptr<ops::DemoManager>>>;

Task<snapshot::SnapshotPointer> readManager(std::shared_ptr<nsx::Connection> connection,
                                            CancellationToken token, ProgressCallback progress) {
    const auto facts = co_await connection->open(token);
    if (!facts) {
        co_return fail(facts.error());
    }
    auto snapshot =
        co_await nsx::loadSnapshot(QPointer<nsx::Connection>(connection.get()), token, progress);
    co_return snapshot;
}

/// Lets what is under way come to its end, then destroys the session.
Task<std::monostate> sayGoodbye(std::shared_ptr<nsx::Connection> connection, TaskCounter uses) {
    if (uses.count() > 0) {
        CancellationSource idle;
        uses.onIdle([idle]() mutable { idle.cancel(); });
        co_await nsx::pause(kPatience, idle.token(), CancellationToken());
    }
    auto closed = co_await connection->close();
    co_return closed;
}

} // namespace

ManagerSession::ManagerSession(QObject* parent, std::shared_ptr<config::SecretStore> store)
    : QObject(parent), m_store(store ? std::move(store) : config::desktopSecretStore()) {
    m_farewells.onIdle([this] {
        for (const std::function<void()>& gone : std::exchange(m_whenGone, {})) {
            gone();
        }
    });
}

ManagerSession::~ManagerSession() {
    m_farewells.onIdle({});
    m_cancel.cancel();
}

TaskCounter::Ticket ManagerSession::use() {
    return m_connection ? m_uses.take() : nullptr;
}

std::optional<nsx::CertificateFacts> ManagerSession::certificate() const {
    return m_connection ? m_connection->certificate() : std::nullopt;
}

void ManagerSession::setBusy(bool busy, const QString& activity) {
    m_busy = busy;
    Q_EMIT busyChanged(busy ? activity : QString());
}

void ManagerSession::begin(config::Target target) {
    cancel();
    drop();
    if (const auto trusted = m_trusted.constFind(target.name); trusted != m_trusted.constEnd()) {
        target.fingerprintSha256 = *trusted;
    }
    m_target = std::move(target);
    m_password = config::Secret();
    m_keepInStore = false;
    Q_EMIT targetChanged();
}

void ManagerSession::open(config::Target target) {
    begin(std::move(target));
    if (const auto known = m_remembered.constFind(m_target->name);
        known != m_remembered.constEnd()) {
        connectWith(*known);
        return;
    }
    findPassword();
}

void ManagerSession::findPassword() {
    const quint64 job = ++m_job;
    setBusy(true, tr("Looking for the password of %1").arg(m_target->name));
    keepTask<Result<config::FoundPassword>>(this, config::resolvePassword(*m_target, m_store),
                                            [this, job](Result<config::FoundPassword> found) {
                                                if (job != m_job) {
                                                    return;
                                                }
                                                setBusy(false);
                                                if (found) {
                                                    connectWith(std::move(found->secret));
                                                } else if (found.error().kind ==
                                                           ErrorKind::Authentication) {
                                                    Q_EMIT passwordNeeded(found.error());
                                                } else {
                                                    Q_EMIT failed(found.error());
                                                }
                                            });
}

void ManagerSession::openDemo() {
    cancel();
    if (m_demo) {
        begin(m_demo->target());
        connectWith(m_demo->password());
        return;
    }
    const quint64 job = ++m_job;
    setBusy(true, tr("Starting the demo manager"));
    auto* watcher = new QFutureWatcher<DemoResult>(this);
    connect(watcher, &QFutureWatcher<DemoResult>::finished, this, [this, watcher, job] {
        const DemoResult result = watcher->result();
        watcher->deleteLater();
        if (job != m_job) {
            return;
        }
        setBusy(false);
        if (!*result) {
            Q_EMIT failed(result->error());
            return;
        }
        m_demo = std::move(**result);
        begin(m_demo->target());
        connectWith(m_demo->password());
    });
    watcher->setFuture(QtConcurrent::run([] {
        return std::make_shared<Result<std::unique_ptr<ops::DemoManager>>>(
            ops::DemoManager::start());
    }));
}

void ManagerSession::connectWith(config::Secret password) {
    m_password = std::move(password);
    guard::Redactor::process().learn(m_password.reveal());
    m_connection = std::make_shared<nsx::Connection>(*m_target, m_password);
    load();
}

void ManagerSession::refresh() {
    if (m_connection && !m_busy) {
        load();
    } else if (m_target && !m_busy) {
        open(*m_target);
    }
}

void ManagerSession::load() {
    const quint64 job = ++m_job;
    m_cancel = CancellationSource();
    setBusy(true, tr("Connecting to %1").arg(m_target->name));
    const QPointer<ManagerSession> self(this);
    const ProgressCallback progress = [self, job](const Progress& step) {
        if (self && self->m_job == job) {
            Q_EMIT self->progressed(step);
        }
    };
    keepTask<Result<snapshot::SnapshotPointer>>(
        this, readManager(m_connection, m_cancel.token(), progress),
        [this, job](Result<snapshot::SnapshotPointer> result) {
            if (job == m_job) {
                finishLoad(std::move(result));
            }
        });
}

void ManagerSession::finishLoad(Result<snapshot::SnapshotPointer> result) {
    setBusy(false);
    if (result) {
        keepPassword();
        payDebts();
        Q_EMIT loaded(*result);
        return;
    }
    const std::optional<nsx::CertificateFacts> facts = certificate();
    if (result.error().kind == ErrorKind::Untrusted && facts &&
        !facts->fingerprintSha256.isEmpty()) {
        Q_EMIT certificateNeeded(*facts);
        return;
    }
    if (result.error().kind == ErrorKind::Authentication && m_target) {
        m_remembered.remove(m_target->name); // the next try asks again
    }
    Q_EMIT failed(result.error());
}

void ManagerSession::cancel() {
    m_cancel.cancel();
    if (m_busy) {
        ++m_job; // what still comes is of no interest any more
        setBusy(false);
    }
}

void ManagerSession::keepPassword() {
    if (!std::exchange(m_keepInStore, false)) {
        return;
    }
    keepTask<Result<std::monostate>>(this, m_store->write(m_target->name, m_password),
                                     [this](const Result<std::monostate>& kept) {
                                         if (!kept) {
                                             Q_EMIT warned(kept.error());
                                         }
                                     });
}

void ManagerSession::continueWithPassword(config::Secret password, KeepPassword keep) {
    if (!m_target) {
        return;
    }
    if (keep != KeepPassword::Once) {
        m_remembered.insert(m_target->name, password);
    }
    m_keepInStore = keep == KeepPassword::InSecretStore;
    drop();
    connectWith(std::move(password));
}

void ManagerSession::continueWithCertificate(const QString& fingerprintSha256) {
    if (!m_target) {
        return;
    }
    m_trusted.insert(m_target->name, fingerprintSha256);
    m_target->fingerprintSha256 = fingerprintSha256;
    drop();
    connectWith(m_password); // typed a moment ago; it is not asked for twice
}

void ManagerSession::payDebts() {
    // Traces that an earlier program, or this one when it lost the manager, left there.
    keepTask<Result<std::monostate>>(QCoreApplication::instance(),
                                     ops::payTraceDebts(m_connection.get()),
                                     [work = use()](const Result<std::monostate>&) {});
}

void ManagerSession::drop() {
    if (!m_connection) {
        return;
    }
    Q_EMIT leaving();
    // The program outlives this window's session: the manager's session is destroyed even so.
    keepTask<Result<std::monostate>>(
        QCoreApplication::instance(),
        sayGoodbye(std::move(m_connection), std::exchange(m_uses, TaskCounter())),
        [farewell = m_farewells.take()](const Result<std::monostate>&) {});
    m_connection.reset();
}

void ManagerSession::disconnectFromManager(std::function<void()> done) {
    cancel();
    drop();
    m_target.reset();
    m_password = config::Secret();
    if (done) {
        m_whenGone.push_back(std::move(done));
    }
    Q_EMIT targetChanged();
    if (m_farewells.count() == 0) {
        for (const std::function<void()>& gone : std::exchange(m_whenGone, {})) {
            gone();
        }
    }
}

} // namespace bulkhead::desktop
