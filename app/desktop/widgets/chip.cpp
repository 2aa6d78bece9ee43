// SPDX-License-Identifier: MIT
#include "desktop/widgets/chip.h"

#include "base/identifiers.h"
#include "base/ip_range.h"
#include "snapshot/snapshot.h"

#include <QCoreApplication>

namespace bulkhead::desktop {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kColonsOfMac = 5;

QString translated(const char* text) {
    return QCoreApplication::translate("Chip", text);
}

/// What a path or literal stands for.
ChipKind kindOf(const snapshot::Snapshot& snapshot, const QString& path) {
    if (snapshot.group(path) != nullptr) {
        return ChipKind::Group;
    }
    if (snapshot.service(path) != nullptr) {
        return ChipKind::Service;
    }
    if (snapshot.contextProfile(path) != nullptr) {
        return ChipKind::Profile;
    }
    if (snapshot.segment(path) != nullptr || snapshot.port(path) != nullptr) {
        return ChipKind::Segment;
    }
    // Containers name groups without a path, so what is known was looked up first.
    const bool literal = !looksLikePath(path) &&
                         (IpRange::parse(path).has_value() || path.count(u':') == kColonsOfMac);
    return literal ? ChipKind::Address : ChipKind::Missing;
}

} // namespace

QString ChipCell::text() const {
    if (chips.empty()) {
        return word;
    }
    QStringList names;
    names.reserve(static_cast<qsizetype>(chips.size()));
    for (const Chip& chip : chips) {
        names << chip.text;
    }
    return (negated ? translated("not ") : QString()) + names.join(u", "_s);
}

QString chipIcon(ChipKind kind) {
    switch (kind) {
    case ChipKind::Group:
        return u"layers"_s;
    case ChipKind::Address:
        return u"hash"_s;
    case ChipKind::Service:
        return u"plug"_s;
    case ChipKind::Machine:
        return u"monitor"_s;
    case ChipKind::Segment:
        return u"network"_s;
    case ChipKind::Profile:
        return u"app-window"_s;
    case ChipKind::Tag:
        return u"tag"_s;
    case ChipKind::Policy:
        return u"brick-wall-shield"_s;
    case ChipKind::Rule:
        return u"shield-check"_s;
    case ChipKind::Missing:
        break;
    }
    return u"circle-help"_s;
}

QString chipKindName(ChipKind kind) {
    switch (kind) {
    case ChipKind::Group:
        return translated("Group");
    case ChipKind::Address:
        return translated("Address");
    case ChipKind::Service:
        return translated("Service");
    case ChipKind::Machine:
        return translated("Virtual machine");
    case ChipKind::Segment:
        return translated("Segment");
    case ChipKind::Profile:
        return translated("Context profile");
    case ChipKind::Tag:
        return translated("Tag");
    case ChipKind::Policy:
        return translated("Policy");
    case ChipKind::Rule:
        return translated("Rule");
    case ChipKind::Missing:
        break;
    }
    return translated("Object that is not in this snapshot");
}

ChipColors chipColors(ChipKind kind) {
    switch (kind) {
    case ChipKind::Group:
        return {Color::GroupFill, Color::GroupText, Color::GroupEdge};
    case ChipKind::Address:
        return {Color::AddressFill, Color::AddressText, Color::AddressEdge};
    case ChipKind::Service:
        return {Color::ServiceFill, Color::ServiceText, Color::ServiceEdge};
    case ChipKind::Missing:
        return {Color::MissingFill, Color::MissingText, Color::MissingEdge};
    default:
        return {Color::OtherFill, Color::OtherText, Color::OtherEdge};
    }
}

Chip chipFor(const snapshot::Snapshot& snapshot, const QString& pathOrLiteral) {
    return {kindOf(snapshot, pathOrLiteral), snapshot.nameOf(pathOrLiteral), pathOrLiteral};
}

ChipCell chipCellFor(const snapshot::Snapshot& snapshot, const QStringList& operands,
                     bool negated) {
    ChipCell cell;
    if (model::isAny(operands)) {
        cell.word = translated("Any");
        return cell;
    }
    cell.negated = negated;
    cell.chips.reserve(static_cast<std::size_t>(operands.size()));
    for (const QString& operand : operands) {
        cell.chips.push_back(chipFor(snapshot, operand));
    }
    return cell;
}

} // namespace bulkhead::desktop
