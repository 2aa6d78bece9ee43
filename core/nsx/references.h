// SPDX-License-Identifier: MIT
// References: who names an object, and in which part.
#pragma once

#include "base/untrusted_text.h"

#include <QJsonObject>
#include <QSet>
#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace bulkhead::nsx {

/// An object as far as it has to be shown.
struct NamedObject {
    QString path; ///< policy path; of a virtual machine its external id
    QString type; ///< `resource_type`: Group, Rule, VirtualMachine, …
    UntrustedText displayName;
};

/// One use of an object by another.
struct Reference {
    NamedObject referrer;
    /// source, destination, applied_to, service, profile, member, exclusion, schedule, or other; of
    /// a tag also carries (the referrer has it) and criteria (a group's condition asks for it).
    QString how;
    /// The group or service around the object that the referrer names; empty: it names the object
    /// itself, or its criteria match it.
    QString through;
};

struct References {
    std::optional<NamedObject> object; ///< the object itself, if the manager showed it
    std::vector<Reference> items;      ///< direct ones first; then by type and path
    bool complete = true;              ///< false: there may be more; `notes` says why
    QStringList notes;                 ///< clean sentences

    [[nodiscard]] bool hasDirect() const;
};

/// A word of the manager's fields ("source_groups") as a Reference says it ("source"); `type` is
/// the referrer's `resource_type`.
[[nodiscard]] QString referenceKind(const QString& field, const QString& type);

/// One place in an object that holds one of the wanted texts.
struct FoundUse {
    QString wanted;
    QString how;
};

/// Looks through every field that may name another object, known or not, at any depth; fields that
/// describe the object itself (its own path, name, ids) are left out. No use is listed twice.
[[nodiscard]] std::vector<FoundUse> usesIn(const QJsonObject& object, const QSet<QString>& wanted);

/// Direct ones first, then by type, path, kind.
void sortReferences(std::vector<Reference>& references);

} // namespace bulkhead::nsx
