// SPDX-License-Identifier: MIT
// NameSource: names of targets, policies, groups and machines for completion while somebody types.
#pragma once

#include "ops/pipeline.h"

#include <QElapsedTimer>
#include <QStringList>

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

namespace bulkhead::mcp {

enum class NameKind : std::uint8_t { Target, Policy, Group, Machine };

struct Names {
    QStringList values; ///< clean; those that begin with what was typed come first
    qint64 total = 0;   ///< matches in all
    bool hasMore = false;
};

/// Targets come from the configuration, the others from the manager, through the operations that
/// list them. An answer is kept for ten seconds and serves what is typed on: one read a word, not
/// one a key. Copies share the memory. One thread.
class NameSource final {
public:
    static constexpr int kMost = 100; ///< MCP, completion/complete

    explicit NameSource(ops::Pipeline pipeline);

    /// Ids of policies and groups (they are unique), names of machines. `typed` matches anywhere
    /// in an id or name, without regard to case. An empty `target` is the default one.
    [[nodiscard]] Task<Names> find(NameKind kind, QString typed, QString target,
                                   ops::CallContext context) const;

private:
    struct Entry {
        NameKind kind = NameKind::Policy;
        QString target;
        QString filter;
        std::vector<std::pair<QString, QString>> names; ///< what is offered, and its display name
        bool isComplete = false;                        ///< no match of `filter` is missing
        qint64 total = 0;
        QElapsedTimer age;
    };
    using Memory = std::vector<Entry>;
    static const Entry* remembered(const Memory& memory, NameKind kind, const QString& typed,
                                   const QString& target);
    static Names matches(const Entry& entry, const QString& typed);
    static Task<Names> ask(ops::Pipeline pipeline, std::shared_ptr<Memory> memory, NameKind kind,
                           QString typed, QString target, ops::CallContext context);

    ops::Pipeline m_pipeline;
    std::shared_ptr<Memory> m_memory = std::make_shared<Memory>();
};

} // namespace bulkhead::mcp
