// SPDX-License-Identifier: MIT
#include "desktop/details/object_details.h"

#include "desktop/estate/document.h"
#include "desktop/widgets/inspector.h"
#include "model/decode.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

namespace bulkhead::desktop {

using namespace Qt::StringLiterals;

namespace {

QString translated(const char* text) {
    return QCoreApplication::translate("Details", text);
}

ChipCell ruleChips(const snapshot::Snapshot& snapshot, const QStringList& paths) {
    ChipCell cell;
    for (const QString& path : paths) {
        const snapshot::RuleReference found = snapshot.rule(path);
        if (found.rule != nullptr) {
            cell.chips.push_back({ChipKind::Rule, found.rule->header.label(), path});
        }
    }
    return cell;
}

} // namespace

QString timeWords(const std::optional<qint64>& milliseconds) {
    return milliseconds ? QLocale().toString(QDateTime::fromMSecsSinceEpoch(*milliseconds),
                                             QLocale::ShortFormat)
                        : QString();
}

QString countWords(qsizetype count, const QString& one, const QString& many) {
    return QLocale().toString(count) + u' ' + (count == 1 ? one : many);
}

Chip machineChip(const model::VirtualMachine& machine) {
    return {ChipKind::Machine, machine.label(), machine.externalId};
}

Chip tagChip(const model::Tag& tag) {
    const QString scope = tag.scope.line();
    return {ChipKind::Tag, scope.isEmpty() ? tag.tag.line() : scope + u": "_s + tag.tag.line(), {}};
}

ChipCell tagCell(const std::vector<model::Tag>& tags) {
    ChipCell cell;
    for (const model::Tag& tag : tags) {
        cell.chips.push_back(tagChip(tag));
    }
    return cell;
}

void describeHeader(Inspector& inspector, const model::ObjectHeader& header) {
    inspector.addSection(translated("Object"));
    inspector.addField(translated("ID"), cleanLine(header.id));
    inspector.addField(translated("Path"), cleanLine(header.path));
    inspector.addChips(translated("Tags"), tagCell(header.tags));
    const auto who = [](const QString& user, const std::optional<qint64>& time) {
        QString when = timeWords(time);
        if (user.isEmpty()) {
            return when;
        }
        return when.isEmpty() ? cleanLine(user) : translated("%1 by %2").arg(when, cleanLine(user));
    };
    inspector.addField(translated("Created"), who(header.createUser, header.createTime));
    inspector.addField(translated("Changed"),
                       who(header.lastModifiedUser, header.lastModifiedTime));
    if (header.revision) {
        inspector.addField(translated("Revision"), QString::number(*header.revision));
    }
    if (header.systemOwned.value_or(false)) {
        inspector.addField(translated("Owner"), translated("the system"));
    }
}

void describeUsage(Inspector& inspector, const Document& document, const QString& path) {
    inspector.addSection(translated("Used in"));
    if (document.usage() == nullptr) {
        inspector.addParagraph(translated("Looking …"), true);
        return;
    }
    const Usage& usage = document.usage()->of(path);
    const snapshot::Snapshot& snapshot = *document.snapshot();
    if (usage.rules.isEmpty() && usage.groups.isEmpty() && usage.policies.isEmpty() &&
        usage.services.isEmpty()) {
        inspector.addParagraph(translated("No rule and no group names it."), true);
    }
    inspector.addChips(translated("Rules"), ruleChips(snapshot, usage.rules));
    ChipCell policies;
    for (const QString& policyPath : usage.policies) {
        policies.chips.push_back({ChipKind::Policy, snapshot.nameOf(policyPath), policyPath});
    }
    inspector.addChips(translated("Policies"), policies);
    ChipCell groups;
    for (const QString& groupPath : usage.groups) {
        groups.chips.push_back(chipFor(snapshot, groupPath));
    }
    inspector.addChips(translated("Groups"), groups);
    ChipCell services;
    for (const QString& servicePath : usage.services) {
        services.chips.push_back(chipFor(snapshot, servicePath));
    }
    inspector.addChips(translated("Services"), services);
}

void describeObject(Inspector& inspector, const Document& document, const QString& path) {
    const snapshot::Snapshot& snapshot = *document.snapshot();
    if (const auto rule = snapshot.rule(path); rule.rule != nullptr) {
        describeRule(inspector, document, rule);
    } else if (const auto* policy = snapshot.policy(path)) {
        describePolicy(inspector, document, *policy);
    } else if (const auto* group = snapshot.group(path)) {
        describeGroup(inspector, document, *group);
    } else if (const auto* service = snapshot.service(path)) {
        describeService(inspector, document, *service);
    } else if (const auto* profile = snapshot.contextProfile(path)) {
        describeProfile(inspector, document, *profile);
    } else if (const auto* segment = snapshot.segment(path)) {
        describeSegment(inspector, document, *segment);
    } else if (const auto* machine = snapshot.machine(path)) {
        describeMachine(inspector, document, *machine);
    } else {
        const Chip chip = chipFor(snapshot, path);
        inspector.begin(chipIcon(chip.kind), chipKindName(chip.kind), chip.text);
        inspector.addField(chip.kind == ChipKind::Address ? translated("Address")
                                                          : translated("Path"),
                           cleanLine(path));
        if (chip.kind == ChipKind::Missing) {
            inspector.addParagraph(
                translated("The rule names it, but this snapshot does not hold it. It was deleted, "
                           "or it lies where the snapshot did not look."));
        }
        inspector.finish();
    }
}

void describeService(Inspector& inspector, const Document& document,
                     const model::Service& service) {
    inspector.begin(chipIcon(ChipKind::Service), chipKindName(ChipKind::Service),
                    service.header.label());
    inspector.addParagraph(service.header.description.paragraphs());
    inspector.addSection(translated("Ports and protocols"));
    for (const model::ServiceEntry& entry : service.entries) {
        inspector.addParagraph(model::inWords(entry));
    }
    if (service.entries.empty()) {
        inspector.addParagraph(translated("It has no entries and so matches nothing."), true);
    }
    describeUsage(inspector, document, service.header.path);
    describeHeader(inspector, service.header);
    inspector.addRaw([snapshot = document.snapshot(), &service] { return encode(service); });
    inspector.finish();
}

void describeProfile(Inspector& inspector, const Document& document,
                     const model::ContextProfile& profile) {
    inspector.begin(chipIcon(ChipKind::Profile), chipKindName(ChipKind::Profile),
                    profile.header.label());
    inspector.addParagraph(profile.header.description.paragraphs());
    inspector.addSection(translated("Criteria"));
    for (const model::ContextAttribute& attribute : profile.attributes) {
        inspector.addField(cleanLine(attribute.key), cleanLine(attribute.values.join(u", "_s)));
    }
    describeUsage(inspector, document, profile.header.path);
    describeHeader(inspector, profile.header);
    inspector.addRaw([snapshot = document.snapshot(), &profile] { return encode(profile); });
    inspector.finish();
}

void describeSegment(Inspector& inspector, const Document& document,
                     const model::Segment& segment) {
    inspector.begin(chipIcon(ChipKind::Segment), chipKindName(ChipKind::Segment),
                    segment.header.label());
    inspector.addParagraph(segment.header.description.paragraphs());
    inspector.addField(translated("Gateway"), cleanLine(segment.gatewayAddresses.join(u", "_s)));
    inspector.addField(translated("VLAN"), segment.vlanIds.isEmpty()
                                               ? translated("none, an overlay segment")
                                               : cleanLine(segment.vlanIds.join(u", "_s)));
    const auto& excluded = document.snapshot()->excludeList();
    if (excluded && excluded->members.contains(segment.header.path)) {
        inspector.addField(translated("Firewall"),
                           translated("not protected: the segment is in the exclusion list, so no "
                                      "rule applies to its machines"),
                           Color::Drop);
    }
    inspector.addField(translated("Connected to"),
                       segment.connectivityPath.isEmpty()
                           ? QString()
                           : document.snapshot()->nameOf(segment.connectivityPath));
    describeUsage(inspector, document, segment.header.path);
    describeHeader(inspector, segment.header);
    inspector.addRaw([snapshot = document.snapshot(), &segment] { return encode(segment); });
    inspector.finish();
}

} // namespace bulkhead::desktop
