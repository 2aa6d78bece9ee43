// SPDX-License-Identifier: MIT
// FinderIndex: every object of an estate by name, ready to be found while somebody types.
#pragma once

#include "snapshot/snapshot.h"

#include <QByteArray>
#include <QString>

#include <atomic>
#include <memory>
#include <optional>
#include <vector>

namespace bulkhead::desktop {

/// In the order in which equally good matches stand.
enum class FinderKind : quint8 { Action, Machine, Group, Policy, Service, Segment, Profile, Rule };

/// What a list of hits is about.
enum class FinderMode : quint8 {
    Everything,
    UsesOf,   ///< of an object: who names it, through others too
    GroupsOf, ///< of a machine
    RulesFor, ///< a machine, in the order of evaluation
};

/// "Machine", "Group", … for the right end of a line and for screen readers.
[[nodiscard]] QString finderKindName(FinderKind kind);
/// Of resources/icons.
[[nodiscard]] QString finderKindIcon(FinderKind kind);

/// Something that can be found. Texts are clean.
struct FinderHit {
    FinderKind kind = FinderKind::Action;
    QString key; ///< path or id; of a command its place in the list of them
    QString name;
    QString hint;     ///< where it stands, e.g. the policy of a rule
    QString shortcut; ///< of an action
    int rank = 0;     ///< the smaller the better
    bool isEnabled = true;
    FinderMode asks = FinderMode::Everything; ///< of a question about the object `key`
    bool opens = false;                       ///< nothing else, e.g. no question about a machine
};

/// A query's rank of something of a kind, comparable between kinds.
[[nodiscard]] int finderRank(int rank, FinderKind kind);

/// What somebody typed, prepared: words that must all be found.
class FinderQuery final {
public:
    explicit FinderQuery(const QString& typed);
    [[nodiscard]] bool isEmpty() const { return m_words.empty(); }
    /// How well it fits, 0 being best; empty if it does not. `text` is folded (foldForSearch) and
    /// begins with a name of `nameLength` bytes; behind it stand ids and addresses. A word counts
    /// most as the whole name, then as its beginning, the beginning of a word, a part, a part of
    /// the rest, letters in this order.
    [[nodiscard]] std::optional<int> rank(QByteArrayView text, qsizetype nameLength) const;

private:
    std::vector<QByteArray> m_words;
};

/// Immutable once made; any thread.
class FinderIndex final {
public:
    /// O(objects); about 150 bytes each.
    [[nodiscard]] static std::shared_ptr<const FinderIndex>
    make(const snapshot::SnapshotPointer& snapshot);

    /// The best `most` hits, the best first; of one kind alone if `only` says so. Gives up with
    /// nothing as soon as `newest` is no longer `mine`: somebody typed on. O(objects).
    [[nodiscard]] std::vector<FinderHit> find(const FinderQuery& query, std::size_t most,
                                              std::optional<FinderKind> only,
                                              const std::atomic<int>& newest, int mine) const;
    [[nodiscard]] std::size_t size() const { return m_entries.size(); }
    [[nodiscard]] const snapshot::SnapshotPointer& snapshot() const { return m_snapshot; }

private:
    struct Entry {
        FinderKind kind = FinderKind::Rule;
        quint32 nameLength = 0; ///< in bytes of `text`
        QString key;
        QByteArray text;
    };
    void add(FinderKind kind, const QString& key, const QString& name, const QString& rest);
    [[nodiscard]] FinderHit hitOf(const Entry& entry, int rank) const;

    snapshot::SnapshotPointer m_snapshot;
    std::vector<Entry> m_entries;
};

/// The hit of one object, or nothing if the snapshot has none with this path or id.
[[nodiscard]] std::optional<FinderHit> hitFor(const snapshot::Snapshot& snapshot,
                                              const QString& key);

} // namespace bulkhead::desktop
