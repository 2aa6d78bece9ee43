// SPDX-License-Identifier: MIT
#include "config/keychain_store.h"

#include "base/text.h"

#include <QCoro/QCoroFuture>
#include <QFileInfo>
#include <QPromise>
#include <QTimer>
#include <qt6keychain/keychain.h>

namespace bulkhead::config {

using namespace Qt::StringLiterals;

namespace {

/// What came of a job.
struct Ended {
    bool inTime = false;
    QKeychain::Error error = QKeychain::OtherError;
    QString detail;
    Secret secret;
};

constexpr auto kRemedy =
    u"Set the password's variable in the environment or in ~/.vmware-nsx-security/.env, or start "
    u"the desktop's keyring (GNOME Keyring or KWallet) in this session.";

QString serviceName() {
    return u"bulkhead"_s;
}

tl::unexpected<Error> unavailable(const QString& problem) {
    return fail(ErrorKind::Failed, QString::fromUtf16(kRemedy), problem);
}

/// D-Bus would otherwise be started by the first question, which can take long or hang.
Result<void> checkSession() {
#if defined(Q_OS_UNIX) && !defined(Q_OS_MACOS)
    const QString address = qEnvironmentVariable("DBUS_SESSION_BUS_ADDRESS");
    const QString folder = qEnvironmentVariable("XDG_RUNTIME_DIR");
    const bool hasUsualBus = !folder.isEmpty() && QFileInfo::exists(folder + u"/bus"_s);
    if (address == u"disabled:" || (address.isEmpty() && !hasUsualBus)) {
        return unavailable(
            u"There is no secret store: this session has no D-Bus (DBUS_SESSION_BUS_ADDRESS is not "
            u"set)."_s);
    }
#endif
    return {};
}

/// Runs a job to its end or to the end of our patience. The job deletes itself.
QCoro::Task<Ended> finish(QKeychain::Job* job, QString target, std::chrono::milliseconds patience) {
    const auto promise = std::make_shared<QPromise<Ended>>();
    const QFuture<Ended> future = promise->future();
    promise->start();
    const auto settle = [promise](Ended ended) {
        if (!promise->future().isFinished()) {
            promise->addResult(std::move(ended));
            promise->finish();
        }
    };
    job->setAutoDelete(true);
    job->setInsecureFallback(false);
    job->setKey(target);
    QObject::connect(job, &QKeychain::Job::finished, job, [settle](QKeychain::Job* done) {
        Ended ended{true, done->error(), cleanLine(done->errorString()), {}};
        if (const auto* reading = qobject_cast<QKeychain::ReadPasswordJob*>(done)) {
            ended.secret = Secret(reading->textData());
        }
        settle(std::move(ended));
    });
    // Not with the job as context: a job that hangs may be gone together with its queue.
    QTimer timer;
    timer.setSingleShot(true);
    QObject::connect(&timer, &QTimer::timeout, &timer, [settle] { settle({}); });
    timer.start(patience);
    job->start();
    Ended ended = co_await future;
    co_return ended;
}

Result<void> judge(const Ended& ended, const QString& target, std::chrono::milliseconds patience) {
    if (!ended.inTime) {
        return fail(
            ErrorKind::Failed,
            u"Unlock the desktop's keyring and try again, or set the password's variable in "
            u"the environment."_s,
            u"The secret store did not answer within %1 seconds."_s.arg(
                static_cast<double>(patience.count()) / 1000),
            target);
    }
    switch (ended.error) {
    case QKeychain::NoError:
        return {};
    case QKeychain::EntryNotFound:
        return fail(ErrorKind::NotFound,
                    u"Store one with bulkhead secret set "_s + cleanLine(target) + u'.',
                    u"The secret store has no password for target "_s + cleanLine(target) + u'.',
                    target);
    case QKeychain::AccessDenied:
    case QKeychain::AccessDeniedByUser:
        return fail(ErrorKind::Failed, u"Allow Bulkhead the access, or unlock the keyring."_s,
                    u"The secret store refused the access."_s, target);
    default:
        break;
    }
    return unavailable(u"The secret store cannot be used"_s +
                       (ended.detail.isEmpty() ? u"."_s : u": "_s + ended.detail));
}

} // namespace

struct KeychainStore::State {
    std::chrono::milliseconds patience;
    bool isSilent = false; ///< it did not answer once; its queue is blocked from then on

    [[nodiscard]] Result<void> check(const QString& target) const {
        return isSilent ? judge({}, target, patience) : checkSession();
    }
};

KeychainStore::KeychainStore(std::chrono::milliseconds patience)
    : m_state(std::make_shared<State>(State{patience, false})) {}

Task<StoredSecret> KeychainStore::read(QString target) {
    const std::shared_ptr<State> state = m_state;
    if (const Result<void> ready = state->check(target); !ready) {
        co_return fail(ready.error());
    }
    Ended ended =
        co_await finish(new QKeychain::ReadPasswordJob(serviceName()), target, state->patience);
    state->isSilent = !ended.inTime;
    const Result<void> judged = judge(ended, target, state->patience);
    if (judged) {
        co_return StoredSecret{std::move(ended.secret)};
    }
    if (judged.error().kind == ErrorKind::NotFound) {
        co_return StoredSecret{};
    }
    co_return fail(judged.error());
}

Task<std::monostate> KeychainStore::write(QString target, Secret secret) {
    const std::shared_ptr<State> state = m_state;
    if (const Result<void> ready = state->check(target); !ready) {
        co_return fail(ready.error());
    }
    auto* job = new QKeychain::WritePasswordJob(serviceName());
    job->setTextData(secret.reveal());
    const Ended ended = co_await finish(job, target, state->patience);
    state->isSilent = !ended.inTime;
    if (const Result<void> judged = judge(ended, target, state->patience); !judged) {
        co_return fail(judged.error());
    }
    co_return done();
}

Task<std::monostate> KeychainStore::remove(QString target) {
    const std::shared_ptr<State> state = m_state;
    if (const Result<void> ready = state->check(target); !ready) {
        co_return fail(ready.error());
    }
    // Looked for first: the Secret Service calls it a success when there was nothing to delete.
    const Ended found =
        co_await finish(new QKeychain::ReadPasswordJob(serviceName()), target, state->patience);
    state->isSilent = !found.inTime;
    if (const Result<void> judged = judge(found, target, state->patience); !judged) {
        co_return fail(judged.error());
    }
    const Ended ended =
        co_await finish(new QKeychain::DeletePasswordJob(serviceName()), target, state->patience);
    state->isSilent = !ended.inTime;
    if (const Result<void> judged = judge(ended, target, state->patience); !judged) {
        co_return fail(judged.error());
    }
    co_return done();
}

std::shared_ptr<SecretStore> desktopSecretStore() {
    return std::make_shared<KeychainStore>();
}

} // namespace bulkhead::config
