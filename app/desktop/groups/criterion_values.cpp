// SPDX-License-Identifier: MIT
#include "desktop/groups/criterion_values.h"

#include "base/identifiers.h"
#include "base/ip_range.h"
#include "base/text.h"
#include "desktop/estate/estate_words.h"

#include <QCoreApplication>
#include <QRegularExpression>

namespace bulkhead::desktop {

using namespace Qt::StringLiterals;
using model::ExpressionKind;

namespace {

QString translated(const char* text) {
    return QCoreApplication::translate("Criteria", text);
}

auto isNone(const char* text, const QString& word) {
    return fail(ErrorKind::InvalidInput, translated(text).arg(cleanLine(word)), {});
}

Chip plainChip(const QString& value) {
    return {ChipKind::Address, cleanLine(value), value};
}

Result<QString> acceptAddress(const QString& word) {
    if (!IpRange::parse(word)) {
        return isNone("“%1” is no address, prefix or range.", word);
    }
    return word;
}

Result<QString> acceptMac(const QString& word) {
    static const QRegularExpression form(u"^([0-9A-Fa-f]{2}[:-]){5}[0-9A-Fa-f]{2}$"_s);
    if (!form.match(word).hasMatch()) {
        return isNone("“%1” is no MAC address.", word);
    }
    return word;
}

ValueKind memberKind(const std::shared_ptr<const EstateWords>& words,
                     const snapshot::SnapshotPointer& snapshot) {
    ValueKind kind;
    kind.accept = [words](const QString& word) -> Result<QString> {
        QString path = words->memberNamed(word);
        if (!path.isEmpty()) {
            return path;
        }
        if (checkPath(word, u"path"_s)) {
            return word; // somewhere this snapshot has not looked
        }
        return isNone("No group, segment or port is named “%1”.", word);
    };
    kind.chip = [snapshot](const QString& path) { return chipFor(*snapshot, path); };
    for (const NamedPath& member : words->members()) {
        kind.completions << member.name;
    }
    return kind;
}

ValueKind machineKind(const std::shared_ptr<const EstateWords>& words,
                      const snapshot::SnapshotPointer& snapshot) {
    ValueKind kind;
    kind.accept = [snapshot](const QString& word) -> Result<QString> {
        const auto machines = snapshot->findMachines(word);
        if (!machines) {
            return isNone("No virtual machine has the name or id “%1”.", word);
        }
        if (machines->size() > 1) {
            return isNone("Several virtual machines are named “%1”: type the id.", word);
        }
        return machines->front()->externalId;
    };
    kind.chip = [snapshot](const QString& id) {
        const model::VirtualMachine* machine = snapshot->machine(id);
        return machine == nullptr ? Chip{ChipKind::Missing, cleanLine(id), id}
                                  : Chip{ChipKind::Machine, machine->label(), id};
    };
    kind.completions = words->namesOf(u"VirtualMachine"_s, u"Name"_s);
    return kind;
}

} // namespace

ValueKind valueKindOf(ExpressionKind kind, const QString& memberType,
                      const std::shared_ptr<const EstateWords>& words,
                      const snapshot::SnapshotPointer& snapshot) {
    if (kind == ExpressionKind::Path) {
        return memberKind(words, snapshot);
    }
    if (kind == ExpressionKind::ExternalId && memberType == u"VirtualMachine") {
        return machineKind(words, snapshot);
    }
    ValueKind values;
    values.chip = plainChip;
    if (kind == ExpressionKind::IpAddress) {
        values.accept = acceptAddress;
        values.splitsAtSpaces = true;
    } else if (kind == ExpressionKind::MacAddress) {
        values.accept = acceptMac;
        values.splitsAtSpaces = true;
    } else {
        values.accept = [](const QString& word) -> Result<QString> { return word; };
    }
    return values;
}

} // namespace bulkhead::desktop
