// SPDX-License-Identifier: MIT
// Pipeline: the only way to run an operation; every face goes through it.
#pragma once

#include "guard/audit_store.h"
#include "guard/confirmer.h"
#include "guard/guard_rules.h"
#include "guard/undo_store.h"
#include "ops/registry.h"
#include "ops/source_provider.h"

#include <memory>

namespace bulkhead::ops {

/// Who calls, and how it is watched.
struct CallContext {
    QString agent; ///< for the audit trail: an MCP client's name, "console", "desktop"
    CancellationToken token;
    ProgressCallback progress;                   ///< may be empty
    PartialCallback partial;                     ///< may be empty; gets clean strings
    std::shared_ptr<guard::Confirmer> confirmer; ///< asks this caller's person; nullptr: nobody
    QString workflowId;                          ///< for the audit trail; may be empty
    QString rationale;                           ///< why, for the audit trail; may be empty
};

struct Outcome {
    QJsonObject result; ///< as the operation's result schema says; every string is clean
    QStringList notes;  ///< what a person should know beside it; clean sentences
};

/// Check parameters → guard rules → confirmation where due → audit row → handler → audit row. A
/// planned write is worked out before the confirmation, so that the question can say what will
/// happen, and its undo record is on disk before the first request. Fails closed: a write that the
/// rules deny, that nobody confirmed, or whose audit row cannot be stored is not run. Every call of
/// a known operation makes exactly one audit row, denied and failed ones too. One thread; calls may
/// be under way at the same time.
class Pipeline final {
public:
    struct Parts {
        std::shared_ptr<const Registry> registry;
        std::shared_ptr<SourceProvider> sources;
        std::shared_ptr<guard::GuardRules> rules;
        std::shared_ptr<guard::AuditStore> audit;
        std::shared_ptr<guard::UndoStore> undo;
    };
    explicit Pipeline(Parts parts);
    /// The standard registry, guarded by the files of ~/.vmware (guard/guard_files.h).
    [[nodiscard]] static Pipeline standard(std::shared_ptr<SourceProvider> sources);

    [[nodiscard]] const Registry& registry() const { return *m_parts->registry; }
    [[nodiscard]] SourceProvider& sources() const { return *m_parts->sources; }

    /// Runs one operation. The task may outlive the pipeline.
    [[nodiscard]] Task<Outcome> call(QString name, QJsonObject arguments,
                                     CallContext context) const;

private:
    std::shared_ptr<const Parts> m_parts;
};

} // namespace bulkhead::ops
