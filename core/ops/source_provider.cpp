// SPDX-License-Identifier: MIT
#include "ops/source_provider.h"

#include "base/text.h"
#include "config/files.h"
#include "config/password_source.h"
#include "guard/redactor.h"
#include "hits/hit_place.h"
#include "hits/hit_store.h"
#include "nsx/snapshot_loader.h"
#include "ops/demo_manager.h"
#include "ops/live_source.h"
#include "ops/snapshot_source.h"
#include "snapshot/formats.h"

#include <QCoro/QCoroFuture>
#include <QFileInfo>
#include <QtConcurrentRun>

#include <utility>

namespace bulkhead::ops {

using namespace Qt::StringLiterals;

namespace {

const QString kDemoName = u"demo"_s;
const QString kSnapshotName = u"snapshot"_s;

Result<snapshot::SnapshotPointer> readSnapshot(const QString& file) {
    const Result<QByteArray> bytes = config::readFile(file, u"the snapshot"_s);
    if (!bytes) {
        return fail(bytes.error());
    }
    return snapshot::read(*bytes, QFileInfo(file).fileName());
}

Result<std::shared_ptr<DemoManager>> startDemo() {
    auto demo = DemoManager::start();
    if (!demo) {
        return fail(demo.error());
    }
    return std::shared_ptr<DemoManager>(std::move(*demo));
}

} // namespace

/// An open manager, and what a person should know about how it was opened.
struct SourceProvider::Opened {
    std::shared_ptr<LiveSource> source;
    QStringList notes;
};

SourceProvider::SourceProvider(SourceOptions options) : m_options(std::move(options)) {
    if (!m_options.secretStore) {
        m_options.secretStore = config::desktopSecretStore();
    }
}

SourceProvider::SourceProvider(snapshot::SnapshotPointer snapshot)
    : m_snapshot(std::move(snapshot)), m_offline(std::make_shared<SnapshotSource>(m_snapshot)) {}

SourceProvider::SourceProvider(std::shared_ptr<nsx::Connection> connection) {
    const config::Target& target = connection->target();
    m_configuration.emplace();
    m_configuration->targets.push_back(target);
    m_live.emplace(target.name, std::make_shared<LiveSource>(std::move(connection)));
}

SourceProvider::~SourceProvider() = default;

QString SourceProvider::effectiveName(const QString& target) const {
    return target.isEmpty() ? m_options.target : target;
}

Result<const config::Configuration*> SourceProvider::configuration() {
    if (!m_configuration) {
        const QString file = config::configurationFile(m_options.configFile);
        Result<config::Configuration> loaded = config::loadConfiguration(file);
        if (!loaded) {
            return fail(loaded.error());
        }
        m_configuration = std::move(*loaded);
    }
    return &*m_configuration;
}

Result<void> SourceProvider::checkOnlyName(const QString& target, const QString& only) const {
    const bool fits =
        target.isEmpty() || target == only || (m_snapshot && target == m_snapshot->origin().target);
    if (fits) {
        return {};
    }
    return fail(ErrorKind::InvalidInput, u"Leave the target out."_s,
                (m_options.demo ? u"With --demo there is only the target demo, not "_s
                                : u"A snapshot file has no target named "_s) +
                    target + u'.',
                target);
}

void SourceProvider::learnPasswords() {
    if (std::exchange(m_knowsPasswords, true)) {
        return;
    }
    for (const config::Secret& password : config::allPasswords()) {
        guard::Redactor::process().learn(password.reveal());
    }
}

Result<TargetFacts> SourceProvider::describe(const QString& target) {
    const QString name = effectiveName(target);
    if (m_options.demo) {
        if (const Result<void> fits = checkOnlyName(name, kDemoName); !fits) {
            return fail(fits.error());
        }
        return TargetFacts{kDemoName, kDemoName, false, false, {}};
    }
    if (m_offline || !m_options.snapshotFile.isEmpty()) {
        return TargetFacts{name.isEmpty() ? kSnapshotName : name, {}, true, true, {}};
    }
    const auto known = configuration();
    if (!known) {
        return fail(known.error());
    }
    const Result<config::Target> selected = config::selectTarget(**known, name);
    if (!selected) {
        return fail(selected.error());
    }
    TargetFacts facts{selected->name, selected->environment, selected->readOnly, false, {}};
    if (const Result<void> isPrivate = config::checkEnvFileIsPrivate(); !isPrivate) {
        facts.obstacleToWrites = isPrivate.error();
    }
    return facts;
}

Result<KnownTargets> SourceProvider::knownTargets() {
    if (m_options.demo) {
        return KnownTargets{{kDemoName}, kDemoName};
    }
    if (m_offline || !m_options.snapshotFile.isEmpty()) {
        return KnownTargets{{kSnapshotName}, kSnapshotName};
    }
    const auto known = configuration();
    if (!known) {
        return fail(known.error());
    }
    KnownTargets targets;
    for (const config::Target& target : (*known)->targets) {
        targets.names << target.name;
    }
    const Result<config::Target> usual = config::selectTarget(**known, m_options.target);
    targets.defaultName = usual ? usual->name : QString();
    return targets;
}

Result<std::vector<TargetListing>> SourceProvider::targets() {
    if (m_options.demo) {
        config::Target demo = m_demo ? m_demo->target() : config::Target();
        demo.name = kDemoName;
        demo.environment = kDemoName;
        return std::vector<TargetListing>{
            {demo, true, {}, u"The demo makes its own port and password at every start."_s}};
    }
    if (m_offline || !m_options.snapshotFile.isEmpty()) {
        config::Target file;
        file.name = kSnapshotName;
        file.readOnly = true;
        return std::vector<TargetListing>{{file, true, {}, {}}};
    }
    const auto known = configuration();
    if (!known) {
        return fail(known.error());
    }
    const Result<config::Target> usual = config::selectTarget(**known, m_options.target);
    std::vector<TargetListing> list;
    for (const config::Target& target : (*known)->targets) {
        TargetListing listing{target, usual && usual->name == target.name, {}, {}};
        const Result<config::FoundPassword> password = config::findPassword(target);
        if (password) {
            listing.passwordSource = password->source;
            listing.passwordNote = password->warnings.join(u' ');
        } else {
            listing.passwordNote = password.error().message();
        }
        list.push_back(std::move(listing));
    }
    return list;
}

Task<std::monostate> SourceProvider::prepare() {
    // Two calls may get here at the same time: both wait for the one piece of work.
    if (m_options.demo && !m_demo) {
        if (!m_starting.isValid()) {
            m_starting = QtConcurrent::run(startDemo);
        }
        const QFuture<Result<std::shared_ptr<DemoManager>>> starting = m_starting;
        const Result<std::shared_ptr<DemoManager>> demo = co_await starting;
        m_starting = {};
        if (!demo) {
            co_return fail(demo.error());
        }
        if (!m_demo) {
            m_demo = *demo;
        }
    }
    if (!m_options.snapshotFile.isEmpty() && !m_offline) {
        if (!m_reading.isValid()) {
            m_reading = QtConcurrent::run(readSnapshot, m_options.snapshotFile);
        }
        const QFuture<Result<snapshot::SnapshotPointer>> reading = m_reading;
        const Result<snapshot::SnapshotPointer> snapshot = co_await reading;
        m_reading = {};
        if (!snapshot) {
            co_return fail(snapshot.error());
        }
        if (!m_offline) {
            m_snapshot = *snapshot;
            m_offline = std::make_shared<SnapshotSource>(m_snapshot);
        }
    }
    co_return done();
}

std::shared_ptr<LiveSource> SourceProvider::connect(const config::Target& target,
                                                    config::Secret password) {
    guard::Redactor::process().learn(password.reveal());
    auto connection = std::make_unique<nsx::Connection>(target, std::move(password));
    auto source = std::make_shared<LiveSource>(std::move(connection));
    m_live.emplace(target.name, source);
    return source;
}

Task<SourceProvider::Opened> SourceProvider::live(QString name) {
    if (m_demo) {
        const auto open = m_live.find(kDemoName);
        co_return Opened{open != m_live.end() ? open->second
                                              : connect(m_demo->target(), m_demo->password()),
                         {}};
    }
    const auto known = configuration();
    if (!known) {
        co_return fail(known.error());
    }
    const Result<config::Target> selected = config::selectTarget(**known, name);
    if (!selected) {
        co_return fail(selected.error());
    }
    const config::Target& target = *selected;
    if (!m_live.contains(target.name)) {
        Result<config::FoundPassword> found =
            co_await config::resolvePassword(target, m_options.secretStore);
        if (!found) {
            co_return fail(found.error());
        }
        // Another call may have opened it while the secret store was asked.
        if (!m_live.contains(target.name)) {
            m_notes[target.name] = found->warnings;
            connect(target, std::move(found->secret));
        }
    }
    co_return Opened{m_live.at(target.name), m_configuration->warnings + m_notes[target.name]};
}

Task<OpenedSource> SourceProvider::open(QString target, CancellationToken /*token*/) {
    const auto ready = co_await prepare();
    if (!ready) {
        co_return fail(ready.error());
    }
    const QString name = effectiveName(target);
    if (m_offline) {
        if (const Result<void> fits = checkOnlyName(name, kSnapshotName); !fits) {
            co_return fail(fits.error());
        }
        co_return OpenedSource{m_offline, m_snapshot->remarks()};
    }
    const auto opened = co_await live(name);
    if (!opened) {
        co_return fail(opened.error());
    }
    co_return OpenedSource{opened->source, opened->notes};
}

Task<snapshot::SnapshotPointer> SourceProvider::readAll(QString target, CancellationToken token,
                                                        ProgressCallback progress) {
    const auto ready = co_await prepare();
    if (!ready) {
        co_return fail(ready.error());
    }
    if (m_offline) {
        if (const Result<void> fits = checkOnlyName(effectiveName(target), kSnapshotName); !fits) {
            co_return fail(fits.error());
        }
        co_return snapshot::SnapshotPointer(m_snapshot); // by name: QCoro would move it out
    }
    const auto opened = co_await live(effectiveName(target));
    if (!opened) {
        co_return fail(opened.error());
    }
    const QPointer<nsx::Connection> connection(&opened->source->connection());
    auto snapshot = co_await nsx::loadSnapshot(connection, token, progress);
    co_return snapshot;
}

std::shared_ptr<hits::HitStore> SourceProvider::hits() {
    if (!m_hits) {
        hits::HitOptions options;
        options.path = hits::defaultHitFile();
        m_hits = std::make_shared<hits::HitStore>(std::move(options));
    }
    return m_hits;
}

Task<std::monostate> SourceProvider::close() {
    std::vector<Task<std::monostate>> closing;
    closing.reserve(m_live.size());
    for (const auto& [name, source] : m_live) {
        closing.push_back(source->connection().close());
    }
    for (Task<std::monostate>& one : closing) {
        // A session that could not be destroyed ends by the manager's own time-out.
        const Result<std::monostate> closed = co_await one;
        static_cast<void>(closed);
    }
    co_return done();
}

} // namespace bulkhead::ops
