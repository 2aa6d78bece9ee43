// SPDX-License-Identifier: MIT
#include "desktop/details/machine_facts.h"
#include "desktop/details/object_details.h"
#include "desktop/estate/document.h"
#include "desktop/widgets/inspector.h"
#include "model/decode.h"

#include <QCoreApplication>

namespace bulkhead::desktop {

using namespace Qt::StringLiterals;

namespace {

QString translated(const char* text) {
    return QCoreApplication::translate("Details", text);
}

/// Rules that name the group do not reach these.
void describeUnprotected(Inspector& inspector, const Document& document,
                         const snapshot::Membership& members) {
    constexpr qsizetype kShown = 6;
    QStringList names;
    for (const model::VirtualMachine* machine : members.machines) {
        if (!isProtected(*document.members(), *machine).value_or(true)) {
            names << machine->label();
        }
    }
    if (!names.isEmpty()) {
        const qsizetype more = names.size() - kShown;
        inspector.addField(translated("Not protected"),
                           names.mid(0, kShown).join(u", "_s) +
                               (more > 0 ? translated(" and %1 more").arg(more) : QString()),
                           Color::Drop);
    }
}

void describeMembers(Inspector& inspector, const Document& document, const QString& groupPath) {
    inspector.addSection(translated("Effective members"));
    const snapshot::Membership* members = document.members()->of(groupPath);
    if (members == nullptr) {
        inspector.addParagraph(translated("Computing …"), true);
        return;
    }
    if (members->isEmpty() && members->unknowns.isEmpty()) {
        inspector.addParagraph(translated("Nobody. A rule with this group alone matches nothing."),
                               true);
    }
    ChipCell machines;
    for (const model::VirtualMachine* machine : members->machines) {
        machines.chips.push_back(machineChip(*machine));
    }
    if (!machines.chips.empty()) {
        inspector.addParagraph(countWords(static_cast<qsizetype>(machines.chips.size()),
                                          translated("virtual machine"),
                                          translated("virtual machines")),
                               true);
        inspector.addChips({}, machines);
        describeUnprotected(inspector, document, *members);
    }
    ChipCell others;
    for (const IpRange& range : members->ranges) {
        others.chips.push_back({ChipKind::Address, range.toString(), range.toString()});
    }
    for (const QString& path : members->segments) {
        others.chips.push_back(chipFor(*document.snapshot(), path));
    }
    for (const QString& mac : members->macAddresses) {
        others.chips.push_back({ChipKind::Address, cleanLine(mac), {}});
    }
    if (!others.chips.empty()) {
        inspector.addParagraph(translated("Addresses and segments"), true);
        inspector.addChips({}, others);
    }
    for (const QString& sentence : members->unknowns) {
        inspector.addParagraph(sentence);
    }
    if (members->isRecorded) {
        inspector.addParagraph(
            translated("As the file's writer recorded them, not evaluated here."), true);
    }
}

} // namespace

void describeGroup(Inspector& inspector, const Document& document, const model::Group& group) {
    inspector.begin(chipIcon(ChipKind::Group), chipKindName(ChipKind::Group), group.header.label());
    inspector.addParagraph(group.header.description.paragraphs());
    const auto& excluded = document.snapshot()->excludeList();
    if (excluded && excluded->members.contains(group.header.path)) {
        inspector.addField(translated("Firewall"),
                           translated("not protected: the group is in the exclusion list, so no "
                                      "rule applies to its members"),
                           Color::Drop);
    }
    inspector.addSection(translated("Criteria"));
    const QString words =
        model::criteriaInWords(group.expression, [&document](const QString& path) {
            return document.snapshot()->nameOf(path);
        });
    inspector.addParagraph(words.isEmpty() ? translated("It has no criteria.") : words,
                           words.isEmpty());
    describeMembers(inspector, document, group.header.path);
    describeUsage(inspector, document, group.header.path);
    describeHeader(inspector, group.header);
    inspector.addRaw([kept = document.snapshot(), &group] { return encode(group); });
    inspector.finish();
}

void describeMachine(Inspector& inspector, const Document& document,
                     const model::VirtualMachine& machine) {
    const snapshot::Snapshot& snapshot = *document.snapshot();
    inspector.begin(chipIcon(ChipKind::Machine), chipKindName(ChipKind::Machine), machine.label());
    const Cell power = powerCell(machine);
    inspector.addField(translated("Power"), power.text, power.color);
    const std::optional<bool> guarded = isProtected(*document.members(), machine);
    inspector.addField(translated("Firewall"),
                       !guarded   ? translated("not known whether it is protected")
                       : *guarded ? translated("protected")
                                  : translated("not protected: it is in the exclusion list"),
                       guarded.value_or(true) ? Color::Text : Color::Drop);
    inspector.addField(translated("Host"), machine.hostName.line());
    inspector.addField(translated("Operating system"), machine.osName.line());
    inspector.addField(translated("Computer name"), machine.computerName.line());
    inspector.addChips(translated("Tags"), tagCell(machine.tags));

    inspector.addSection(translated("Network interfaces"));
    const auto interfaces = snapshot.interfacesOf(machine.externalId);
    for (const model::VirtualNetworkInterface* vif : interfaces) {
        QStringList words;
        if (!vif->addresses.isEmpty()) {
            words << cleanParagraphs(vif->addresses.join(u'\n'));
        }
        if (!vif->macAddress.isEmpty()) {
            words << cleanLine(vif->macAddress);
        }
        if (const model::SegmentPort* port = snapshot.portOf(*vif)) {
            words << translated("on %1").arg(snapshot.nameOf(port->segmentPath));
        }
        inspector.addField(vif->displayName.isEmpty() ? translated("Interface")
                                                      : vif->displayName.line(),
                           words.isEmpty() ? translated("no address known") : words.join(u'\n'));
    }
    if (interfaces.empty()) {
        inspector.addParagraph(translated("None known."), true);
    }

    inspector.addSection(translated("Groups"));
    ChipCell groups;
    for (const QString& path : document.members()->groupsOf(machine.externalId)) {
        groups.chips.push_back(chipFor(snapshot, path));
    }
    inspector.addChips({}, groups);
    if (!document.members()->isComplete()) {
        inspector.addParagraph(translated("Computing …"), true);
    } else if (groups.chips.empty()) {
        inspector.addParagraph(translated("It is in no group."), true);
    }
    inspector.addSection(translated("Object"));
    inspector.addField(translated("ID"), cleanLine(machine.externalId));
    inspector.addField(translated("Type"), cleanLine(machine.type));
    inspector.addRaw([kept = document.snapshot(), &machine] { return encode(machine); });
    inspector.finish();
}

} // namespace bulkhead::desktop
