// SPDX-License-Identifier: MIT
#include "desktop/details/object_card.h"

#include "desktop/details/machine_facts.h"
#include "desktop/details/object_details.h"
#include "desktop/estate/document.h"
#include "desktop/theme/theme.h"

#include <QCoreApplication>

namespace bulkhead::desktop {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kFirstMembers = 6;
constexpr int kCardWidth = 320;

QString translated(const char* text) {
    return QCoreApplication::translate("Card", text);
}

QString muted(const QString& html) {
    return u"<span style='color:%1'>%2</span>"_s.arg(themeColor(Color::TextMuted).name(), html);
}

/// What the firewall leaves alone says so wherever it is named.
QString protectedName(const Document& document, const model::VirtualMachine& machine) {
    return isProtected(*document.members(), machine).value_or(true)
               ? machine.label()
               : translated("%1 (not protected)").arg(machine.label());
}

QString memberWords(const Document& document, const snapshot::Membership& members) {
    const auto machines = static_cast<qsizetype>(members.machines.size());
    const auto others = static_cast<qsizetype>(members.ranges.size()) + members.segments.size() +
                        members.macAddresses.size();
    QStringList names;
    for (const model::VirtualMachine* machine : members.machines) {
        if (names.size() == kFirstMembers) {
            break;
        }
        names << protectedName(document, *machine);
    }
    for (const IpRange& range : members.ranges) {
        if (names.size() == kFirstMembers) {
            break;
        }
        names << range.toString();
    }
    const qsizetype more = machines + others - names.size();
    QString list = names.join(u", "_s);
    if (more > 0 && !names.isEmpty()) {
        list += translated(" and %1 more").arg(more);
    }
    QString count = countWords(machines, translated("machine"), translated("machines"));
    if (others > 0) {
        count += u", "_s + countWords(others, translated("address or segment"),
                                      translated("addresses and segments"));
    }
    if (!members.unknowns.isEmpty()) {
        count += translated(", perhaps more");
    }
    return muted(count.toHtmlEscaped()) +
           (list.isEmpty() ? QString() : u"<br>"_s + list.toHtmlEscaped());
}

QString groupBody(const Document& document, const model::Group& group) {
    const QString criteria =
        model::criteriaInWords(group.expression, [&document](const QString& path) {
            return document.snapshot()->nameOf(path);
        });
    const snapshot::Membership* members = document.members()->of(group.header.path);
    return (criteria.isEmpty() ? translated("No criteria") : elideMiddle(criteria, 300))
               .toHtmlEscaped() +
           u"<br>"_s +
           (members == nullptr ? muted(translated("computing members …"))
                               : memberWords(document, *members));
}

QString bodyOf(const Document& document, const Chip& chip) {
    const snapshot::Snapshot& snapshot = *document.snapshot();
    if (const model::Group* group = snapshot.group(chip.path)) {
        return groupBody(document, *group);
    }
    if (const model::Service* service = snapshot.service(chip.path)) {
        return elideMiddle(model::inWords(service->entries), 300).toHtmlEscaped();
    }
    if (const model::Segment* segment = snapshot.segment(chip.path)) {
        return cleanHtml(segment->gatewayAddresses.join(u", "_s));
    }
    if (const model::VirtualMachine* machine = snapshot.machine(chip.path)) {
        return isProtected(*document.members(), *machine).value_or(true)
                   ? cleanHtml(addressesOf(snapshot, chip.path).join(u", "_s))
                   : translated("not protected: it is in the exclusion list").toHtmlEscaped();
    }
    if (chip.kind == ChipKind::Missing) {
        return cleanHtml(chip.path);
    }
    return {};
}

} // namespace

QString objectCard(const Document& document, const Chip& chip) {
    if (document.isEmpty()) {
        return {};
    }
    QString card = u"<table width='%1'><tr><td>"_s.arg(kCardWidth);
    card += muted(chipKindName(chip.kind).toHtmlEscaped());
    card += u"<br><b>"_s + chip.text.toHtmlEscaped() + u"</b>"_s;
    const QString body = bodyOf(document, chip);
    if (!body.isEmpty()) {
        card += u"<br>"_s + body;
    }
    return card + u"</td></tr></table>"_s;
}

} // namespace bulkhead::desktop
