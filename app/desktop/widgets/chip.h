// SPDX-License-Identifier: MIT
// Chip: one object inside a table cell, as text, shape and icon.
#pragma once

#include "desktop/theme/tokens.h"

#include <QString>
#include <QStringList>

#include <vector>

namespace bulkhead::snapshot {
class Snapshot;
}

namespace bulkhead::desktop {

/// The shape says the kind as well as the colour does.
enum class ChipKind : quint8 {
    Group,   ///< pill
    Address, ///< square box: an address, prefix or range written into the rule
    Service, ///< rounded box
    Machine,
    Segment,
    Profile,
    Tag,
    Policy,
    Rule,
    Missing, ///< dashed box: a path that is not in the snapshot
};

struct Chip {
    ChipKind kind = ChipKind::Group;
    QString text; ///< clean for one line
    QString path; ///< of the object, or the literal; empty for tags
};

/// What stands in one cell: chips, or a word instead of them ("Any"), perhaps negated.
struct ChipCell {
    std::vector<Chip> chips;
    QString word;         ///< shown when there are no chips
    bool negated = false; ///< everything except these

    /// "not web, db" for copying, search and screen readers.
    [[nodiscard]] QString text() const;
};

/// The icon of resources/icons for a kind.
[[nodiscard]] QString chipIcon(ChipKind kind);
/// "Group", "Address", …
[[nodiscard]] QString chipKindName(ChipKind kind);

struct ChipColors {
    Color fill;
    Color text;
    Color edge;
};
[[nodiscard]] ChipColors chipColors(ChipKind kind);

/// A chip for a path or literal as it stands in a rule or group.
[[nodiscard]] Chip chipFor(const snapshot::Snapshot& snapshot, const QString& pathOrLiteral);
/// The cell of an operand list; an empty list or ANY gives the word "Any".
[[nodiscard]] ChipCell chipCellFor(const snapshot::Snapshot& snapshot, const QStringList& operands,
                                   bool negated = false);

} // namespace bulkhead::desktop
