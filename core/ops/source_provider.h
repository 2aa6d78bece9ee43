// SPDX-License-Identifier: MIT
// SourceProvider: turns a target's name into a source, opened on first use and kept.
#pragma once

#include "config/configuration.h"
#include "config/secret_store.h"
#include "nsx/connection.h"
#include "ops/source.h"
#include "snapshot/snapshot.h"

#include <QFuture>
#include <QPointer>

#include <map>
#include <memory>
#include <vector>

namespace bulkhead::hits {
class HitStore;
}

namespace bulkhead::ops {

class DemoManager;
class LiveSource;

/// Where the program was told to read. At most one of `demo` and `snapshotFile`.
struct SourceOptions {
    QString configFile;   ///< --config; empty: the default place
    QString snapshotFile; ///< --snapshot
    QString target;       ///< --target: for calls that name none
    bool demo = false;    ///< --demo
    /// Asked for passwords after environment and .env; nullptr: the desktop's own.
    std::shared_ptr<config::SecretStore> secretStore;
};

/// What is known about a target without asking it.
struct TargetFacts {
    QString name;
    QString environment;
    bool readOnly = false; ///< the configuration forbids writes
    bool offline = false;  ///< a snapshot
    /// What must be mended before the program may change anything there, e.g. a .env file that
    /// others can read.
    std::optional<Error> obstacleToWrites;
};

/// What `target` may be.
struct KnownTargets {
    QStringList names;
    QString defaultName; ///< empty if a call has to name one
};

/// One target as the configuration has it, and where its password would come from.
struct TargetListing {
    config::Target target; ///< of a snapshot: without a host
    bool isDefault = false;
    QString passwordSource; ///< a variable or a file, for showing; empty if none was found there
    QString passwordNote;   ///< clean; empty if there is nothing to say
};

struct OpenedSource {
    std::shared_ptr<Source> source;
    QStringList notes; ///< what a person should know about it; clean sentences
};

/// Making it costs nothing: no file is read, nothing is started and nobody is asked before the
/// first call. A configuration that cannot be read is an error of that call, and is tried again at
/// the next one. Lives on one thread; keep it until its calls have ended.
class SourceProvider final {
public:
    explicit SourceProvider(SourceOptions options);
    /// Offline, from a snapshot that is already there.
    explicit SourceProvider(snapshot::SnapshotPointer snapshot);
    /// One manager, through a connection that somebody else opened and closes (a window).
    explicit SourceProvider(std::shared_ptr<nsx::Connection> connection);
    ~SourceProvider();
    SourceProvider(const SourceProvider&) = delete;
    SourceProvider& operator=(const SourceProvider&) = delete;

    /// Tells the redactor every password that the environment and .env hold, once: an argument that
    /// somebody pasted one into may be refused long before that target is opened.
    void learnPasswords();
    /// Reads the configuration at most. An empty name is the default target.
    [[nodiscard]] Result<TargetFacts> describe(const QString& target);
    /// Opens without a request: a manager is contacted when the source is asked.
    [[nodiscard]] Task<OpenedSource> open(QString target, CancellationToken token);
    /// The whole configuration: read from the manager, or the snapshot itself when offline.
    [[nodiscard]] Task<snapshot::SnapshotPointer> readAll(QString target, CancellationToken token,
                                                          ProgressCallback progress);
    /// Fails if the configuration cannot be read.
    [[nodiscard]] Result<KnownTargets> knownTargets();
    /// All of them in the order of the configuration. Contacts nobody and asks no secret store.
    [[nodiscard]] Result<std::vector<TargetListing>> targets();
    /// What was recorded of rule hits on this computer (hits/hit_place.h); opened on first use.
    [[nodiscard]] std::shared_ptr<hits::HitStore> hits();
    /// Destroys the sessions on the managers, a given connection's too. Waits about a second at
    /// most.
    [[nodiscard]] Task<std::monostate> close();

private:
    [[nodiscard]] Result<const config::Configuration*> configuration();
    [[nodiscard]] Task<std::monostate> prepare();
    struct Opened;
    [[nodiscard]] Task<Opened> live(QString name);
    std::shared_ptr<LiveSource> connect(const config::Target& target, config::Secret password);
    [[nodiscard]] QString effectiveName(const QString& target) const;
    [[nodiscard]] Result<void> checkOnlyName(const QString& target, const QString& only) const;

    SourceOptions m_options;
    bool m_knowsPasswords = false;
    std::optional<config::Configuration> m_configuration;
    std::map<QString, std::shared_ptr<LiveSource>> m_live;
    std::map<QString, QStringList> m_notes;
    QFuture<Result<snapshot::SnapshotPointer>> m_reading;
    QFuture<Result<std::shared_ptr<DemoManager>>> m_starting;
    snapshot::SnapshotPointer m_snapshot;
    std::shared_ptr<DemoManager> m_demo;
    std::shared_ptr<Source> m_offline;
    std::shared_ptr<hits::HitStore> m_hits;
};

} // namespace bulkhead::ops
