// SPDX-License-Identifier: MIT
// ResourceReader: makes the content of a resource out of the operations that agents call too.
#pragma once

#include "guard/audit_reader.h"
#include "mcp/resource_address.h"
#include "ops/pipeline.h"

#include <QByteArray>
#include <QJsonObject>

#include <memory>

namespace bulkhead::mcp {

/// Copies are cheap and may be used by several tasks at once; every task keeps what it needs. One
/// thread.
class ResourceReader final {
public:
    ResourceReader(ops::Pipeline pipeline, std::shared_ptr<guard::AuditReader> audit);

    /// The content as JSON, cleaned and limited (mcp/result_budget.h). Goes through the pipeline:
    /// guard rules, redaction and the audit trail hold as for a call of the operation. NotFound if
    /// the target or the object does not exist.
    [[nodiscard]] Task<QJsonObject> read(ResourceAddress address, ops::CallContext context) const;

    /// A text that differs when the content does, without the content: revisions, order and
    /// members. Reads the source itself, so that watching leaves no row in the audit trail each
    /// time. An object that is gone has a fingerprint too.
    [[nodiscard]] Task<QByteArray> fingerprint(ResourceAddress address,
                                               CancellationToken token) const;

    [[nodiscard]] const ops::Pipeline& pipeline() const { return m_pipeline; }

private:
    ops::Pipeline m_pipeline;
    std::shared_ptr<guard::AuditReader> m_audit;
};

} // namespace bulkhead::mcp
