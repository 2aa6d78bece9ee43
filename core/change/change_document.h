// SPDX-License-Identifier: MIT
// ChangeDocument: the change file that people review in git, read and written with line numbers.
#pragma once

#include "base/result.h"
#include "change/edit.h"

#include <QByteArray>
#include <QJsonObject>
#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace bulkhead::change {

/// One entry of a change file: what shall be done to one object, named as a person names it.
struct ChangeEntry {
    enum class Verb : std::uint8_t { Create, Update, Move, Delete };
    Verb verb = Verb::Update;
    ObjectKind kind = ObjectKind::Rule;
    QString id;                  ///< id, path or unique name; of Create the wished id, may be empty
    QString policy;              ///< of a rule: the policy that it stands in
    QString toPolicy;            ///< Move of a rule: another policy; empty: the same
    QString position;            ///< "top", "bottom", "before", "after"; empty: bottom, or unmoved
    QString anchor;              ///< id, path or name of the sibling, with before and after
    QJsonObject set;             ///< fields under the names of the operations' parameters
    QJsonObject add;             ///< lists to add to
    QJsonObject remove;          ///< lists to take from
    std::optional<int> revision; ///< the object's `_revision` that was reviewed; else Conflict
    int line = 0;                ///< in the file, from 1; 0: unknown

    friend bool operator==(const ChangeEntry&, const ChangeEntry&) = default;
};

struct ChangeDocument {
    QString title;
    QString reason; ///< goes into the history; may be empty
    QString author; ///< likewise
    QString target; ///< the manager that it was written for; empty: any
    /// What people write …
    std::vector<ChangeEntry> entries;
    /// … or what a program has staged, with before and after. Never both.
    std::vector<Edit> edits;
};

/// Reads YAML, or JSON, which is YAML. InvalidInput that says "name:line: key: found …, allowed is
/// …"; unknown and duplicate keys are refused. Nothing half-read is returned.
[[nodiscard]] Result<ChangeDocument> readChangeDocument(const QByteArray& bytes,
                                                        const QString& name);

/// YAML that reads back equal, lines apart.
[[nodiscard]] QByteArray writeChangeDocument(const ChangeDocument& document);

/// "Update rule allow-db of Webshop: set logged; add sources" – without asking a manager. Clean.
[[nodiscard]] QString inWords(const ChangeEntry& entry);

/// "create", "update", "move", "delete".
[[nodiscard]] QString verbName(ChangeEntry::Verb verb);
/// What the file calls a kind: "policy", "rule", "group", "service", "machine", "exclusions".
[[nodiscard]] QString fileWordOf(ObjectKind kind);

} // namespace bulkhead::change
