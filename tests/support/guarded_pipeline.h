// SPDX-License-Identifier: MIT
// GuardedPipeline: the whole pipeline with the real guard files in a folder of the test's own.
#pragma once

#include "guard/rules_file.h"
#include "guard/sql_audit_store.h"
#include "guard/sql_undo_store.h"
#include "ops/pipeline.h"
#include "support/await.h"
#include "support/memory_guard.h"

#include <functional>
#include <memory>

namespace bulkhead::tests {

/// Stops at a step of a write to do something there.
struct Hooks {
    std::function<void()> beforeSending; ///< both records are on the disk
    std::function<void()> afterSending;  ///< the manager has answered, no record is completed
};

class HookedAudit final : public guard::AuditStore {
public:
    HookedAudit(std::shared_ptr<guard::AuditStore> store, std::shared_ptr<const Hooks> hooks)
        : m_store(std::move(store)), m_hooks(std::move(hooks)) {}
    Task<guard::AuditTicket> begin(guard::AuditEntry entry) override {
        return m_store->begin(std::move(entry));
    }
    Task<std::monostate> finish(guard::AuditTicket ticket, guard::AuditOutcome outcome) override {
        if (m_hooks->afterSending) {
            m_hooks->afterSending();
        }
        return m_store->finish(ticket, std::move(outcome));
    }

private:
    std::shared_ptr<guard::AuditStore> m_store;
    std::shared_ptr<const Hooks> m_hooks;
};

class HookedUndo final : public guard::UndoStore {
public:
    HookedUndo(std::shared_ptr<guard::UndoStore> store, std::shared_ptr<const Hooks> hooks)
        : m_store(std::move(store)), m_hooks(std::move(hooks)) {}
    Task<QString> prepare(guard::UndoRecord record) override {
        const auto store = m_store;
        const auto hooks = m_hooks;
        auto id = co_await store->prepare(record);
        if (id && hooks->beforeSending) {
            hooks->beforeSending();
        }
        co_return id;
    }
    Task<std::monostate> complete(QString id, guard::UndoState state, QJsonArray images,
                                  QString note) override {
        return m_store->complete(id, state, images, note);
    }
    Task<guard::UndoClaim> claim(QStringList ids) override { return m_store->claim(ids); }
    Task<std::monostate> release(guard::UndoClaim claim, QString note) override {
        return m_store->release(claim, note);
    }
    Task<guard::UndoEntry> find(QString id) override { return m_store->find(id); }
    Task<std::vector<guard::UndoEntry>> list(int last,
                                             std::optional<guard::UndoState> state) override {
        return m_store->list(last, state);
    }

private:
    std::shared_ptr<guard::UndoStore> m_store;
    std::shared_ptr<const Hooks> m_hooks;
};

class GuardedPipeline final {
public:
    std::shared_ptr<Hooks> hooks = std::make_shared<Hooks>();

    GuardedPipeline(const QString& configFile, const QString& guardFolder, int busyMs = 5000) {
        ops::SourceOptions options;
        options.configFile = configFile;
        m_sources = std::make_shared<ops::SourceProvider>(options);
        m_pipeline = std::make_unique<ops::Pipeline>(ops::Pipeline::Parts{
            std::make_shared<const ops::Registry>(ops::Registry::standard()), m_sources,
            std::make_shared<guard::RulesFile>(guardFolder + QStringLiteral("/rules.yaml")),
            std::make_shared<HookedAudit>(
                std::make_shared<guard::SqlAuditStore>(guard::AuditOptions{guardFolder, busyMs}),
                hooks),
            std::make_shared<HookedUndo>(
                std::make_shared<guard::SqlUndoStore>(guard::UndoOptions{guardFolder, busyMs}),
                hooks)});
    }
    ~GuardedPipeline() { static_cast<void>(await(m_sources->close())); }
    GuardedPipeline(const GuardedPipeline&) = delete;
    GuardedPipeline& operator=(const GuardedPipeline&) = delete;

    Result<ops::Outcome> call(const QString& name, const QJsonObject& arguments) {
        ops::CallContext context;
        context.agent = QStringLiteral("test");
        context.confirmer = m_confirmer;
        return await(m_pipeline->call(name, arguments, context), 60'000);
    }

    /// The whole configuration of the default target.
    Task<snapshot::SnapshotPointer> readAll() {
        return m_sources->readAll({}, CancellationToken(), {});
    }

private:
    std::shared_ptr<YesConfirmer> m_confirmer = std::make_shared<YesConfirmer>();
    std::shared_ptr<ops::SourceProvider> m_sources;
    std::unique_ptr<ops::Pipeline> m_pipeline;
};

} // namespace bulkhead::tests
