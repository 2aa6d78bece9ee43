// SPDX-License-Identifier: MIT
// Passage: one call on its way through the pipeline, and the steps that every call takes.
#pragma once

#include "ops/pipeline.h"

#include <QElapsedTimer>

#include <memory>

namespace bulkhead::ops {

/// Filled in step by step. Internal to the pipeline.
struct Passage {
    std::shared_ptr<const Pipeline::Parts> parts;
    const Operation* operation = nullptr; ///< of parts->registry
    CallContext context;
    QJsonObject arguments; ///< checked, `target` and `dry_run` included
    TargetFacts target;
    guard::GuardVerdict verdict;
    QString approvedBy;
    QElapsedTimer clock;
    QStringList notes;

    [[nodiscard]] bool isDryRun() const;
};
using PassagePointer = std::shared_ptr<Passage>;

[[nodiscard]] guard::AuditEntry auditEntry(const Passage& passage);
[[nodiscard]] guard::AuditOutcome auditOutcome(const Passage& passage, guard::AuditStatus status,
                                               const QJsonObject& summary);
[[nodiscard]] guard::AuditStatus statusOf(const Error& error);
[[nodiscard]] QJsonObject summaryOf(const Error& error);

/// The one audit row of a call that ends here, begun and finished.
[[nodiscard]] Task<std::monostate> recordEnd(PassagePointer passage, guard::AuditStatus status,
                                             QJsonObject summary);
/// Ends a call that does not reach its handler, with its one row in the trail.
[[nodiscard]] Task<Outcome> refuse(PassagePointer passage, guard::AuditStatus status, Error error);

/// Asks the caller's person. `about` says object, manager, consequences, name to type and
/// fingerprint; the rest is filled in here. Ends with whether a person took time for it.
[[nodiscard]] Task<guard::Confirmation> confirm(PassagePointer passage, guard::Question about);

/// What handlers and planners get.
[[nodiscard]] Task<Call> makeCall(PassagePointer passage);

/// Cleans every string on the way out.
[[nodiscard]] Outcome finishedOutcome(const Passage& passage, const QJsonObject& result);

} // namespace bulkhead::ops
