// SPDX-License-Identifier: MIT
// ManagerSession: connects to a manager, loads its snapshot, asks for what is missing.
#pragma once

#include "base/cancellation.h"
#include "base/progress.h"
#include "base/task_keeper.h"
#include "config/secret.h"
#include "config/secret_store.h"
#include "config/target.h"
#include "nsx/certificate_facts.h"
#include "snapshot/snapshot.h"

#include <QHash>
#include <QObject>

#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace bulkhead::nsx {
class Connection;
}
namespace bulkhead::ops {
class DemoManager;
}

namespace bulkhead::desktop {

/// How long a password that was typed is kept.
enum class KeepPassword : quint8 {
    Once,
    UntilTheEnd,   ///< in memory, until the program ends
    InSecretStore, ///< and in the desktop's secret store, once the manager has taken it
};

/// One a window; GUI thread. At most one manager at a time. Passwords come from the environment,
/// the .env file or the secret store and are asked for only then; certificates that were accepted
/// are remembered for this session.
class ManagerSession final : public QObject {
    Q_OBJECT

public:
    /// `store` is not asked before a password is wanted; nullptr is the desktop's own.
    explicit ManagerSession(QObject* parent = nullptr,
                            std::shared_ptr<config::SecretStore> store = nullptr);
    ~ManagerSession() override;

    /// Connects and loads; whatever was under way is cancelled. What is missing is asked for with
    /// passwordNeeded or certificateNeeded.
    void open(config::Target target);
    void openDemo();
    /// Reads the same manager again.
    void refresh();
    void cancel();
    /// Leaves the manager. `done` is called once the session there, and every one that was left
    /// before, is destroyed, unless we die first. That takes a second at most, or eleven if
    /// somebody has work under way there that is to be ended properly.
    void disconnectFromManager(std::function<void()> done = {});
    /// Held by whoever has work under way on connection(): as long as it is, and for ten seconds at
    /// most, the session there is not destroyed when it is left. Copies count as one; nullptr
    /// without a connection.
    [[nodiscard]] TaskCounter::Ticket use();

    void continueWithPassword(config::Secret password, KeepPassword keep);
    void continueWithCertificate(const QString& fingerprintSha256);

    /// The manager that is or was last being talked to; empty before the first.
    [[nodiscard]] const std::optional<config::Target>& target() const { return m_target; }
    [[nodiscard]] bool isConnected() const { return m_connection != nullptr; }
    [[nodiscard]] bool isBusy() const { return m_busy; }
    [[nodiscard]] std::optional<nsx::CertificateFacts> certificate() const;
    /// What speaks to the manager; nullptr if nothing does.
    [[nodiscard]] const std::shared_ptr<nsx::Connection>& connection() const {
        return m_connection;
    }

Q_SIGNALS:
    void targetChanged();
    /// connection() is about to be left: what is under way there is to be ended now.
    void leaving();
    void busyChanged(const QString& activity);
    void progressed(const bulkhead::Progress& progress);
    void loaded(const bulkhead::snapshot::SnapshotPointer& snapshot);
    void failed(const bulkhead::Error& error);
    /// `reason` says which variable would hold it.
    void passwordNeeded(const bulkhead::Error& reason);
    void certificateNeeded(const bulkhead::nsx::CertificateFacts& facts);
    /// Something beside the way went wrong, e.g. the password could not be kept.
    void warned(const bulkhead::Error& error);

private:
    void begin(config::Target target);
    void findPassword();
    void keepPassword();
    void connectWith(config::Secret password);
    void load();
    void finishLoad(Result<snapshot::SnapshotPointer> result);
    void setBusy(bool busy, const QString& activity = {});
    void payDebts();
    void drop();

    std::unique_ptr<ops::DemoManager> m_demo;
    std::shared_ptr<nsx::Connection> m_connection;
    TaskCounter m_uses;      ///< of m_connection
    TaskCounter m_farewells; ///< sessions that are being destroyed
    std::vector<std::function<void()>> m_whenGone;
    std::optional<config::Target> m_target;
    config::Secret m_password; ///< of m_target, for as long as it is the target
    bool m_keepInStore = false;
    std::shared_ptr<config::SecretStore> m_store;
    QHash<QString, config::Secret> m_remembered;
    QHash<QString, QString> m_trusted;
    CancellationSource m_cancel;
    quint64 m_job = 0; ///< answers of older jobs are dropped
    bool m_busy = false;
};

} // namespace bulkhead::desktop
