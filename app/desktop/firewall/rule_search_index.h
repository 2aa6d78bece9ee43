// SPDX-License-Identifier: MIT
// RuleSearchIndex: the text of every rule, prepared for searching while somebody types.
#pragma once

#include "snapshot/snapshot.h"

#include <QByteArray>

#include <array>
#include <functional>
#include <memory>
#include <vector>

namespace bulkhead::desktop {

enum class RuleField : quint8 {
    Name,
    Id, ///< the id and the system-wide number
    Sources,
    Destinations,
    Services,
    Profiles,
    Scope,
    Action,
    Policy,
    Remarks, ///< description, notes, log label
};
inline constexpr std::size_t kRuleFieldCount = static_cast<std::size_t>(RuleField::Remarks) + 1;

/// Text folded for searching: case-folded UTF-8, in which a plain byte search finds what a person
/// means.
[[nodiscard]] QByteArray foldForSearch(const QString& text);

/// Immutable once made; any thread. About 200 bytes a rule.
class RuleSearchIndex final {
public:
    /// O(rules); one pass over all names. With the index of a former state of the snapshot only
    /// what is different is read anew. nullptr if `isCancelled`, which is asked for each policy,
    /// said so.
    [[nodiscard]] static std::shared_ptr<const RuleSearchIndex>
    make(const snapshot::SnapshotPointer& snapshot, const RuleSearchIndex* former = nullptr,
         const std::function<bool()>& isCancelled = {});

    /// `position` counts rules in the order of evaluation, from 0.
    [[nodiscard]] QByteArrayView all(std::size_t position) const;
    [[nodiscard]] QByteArrayView field(std::size_t position, RuleField field) const;
    [[nodiscard]] std::size_t size() const { return m_rules.size(); }

private:
    struct Entry {
        QByteArray text;
        std::array<quint32, kRuleFieldCount> ends{};
    };
    template <typename Texts>
    [[nodiscard]] static Entry entryOf(const model::SecurityPolicy& policy, const model::Rule& rule,
                                       const QByteArray& policyName, Texts& texts);
    [[nodiscard]] bool hasTheNamesOf(const snapshot::Snapshot& snapshot) const;

    snapshot::SnapshotPointer m_snapshot;
    std::vector<std::size_t> m_starts; ///< of each policy's rules, in the snapshot's order
    std::vector<Entry> m_rules;
};

} // namespace bulkhead::desktop
