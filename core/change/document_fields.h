// SPDX-License-Identifier: MIT
// The fields that a change file may set, per kind of object. Private to change/.
#pragma once

#include "change/edit.h"

#include <QString>
#include <QStringList>

#include <vector>

namespace bulkhead::change {

enum class FieldType : std::uint8_t {
    Text,
    Flag,
    Word,              ///< one of `words`
    GroupsOrAddresses, ///< a list
    Groups,
    Services,
    Profiles,
    Tags,      ///< a list of "scope|value"
    Members,   ///< of the exclude list: groups, segments, ports
    Addresses, ///< a new group's addresses
    Ports,     ///< a new service's ports
    Raw,       ///< a list as NSX has it
};

struct DocumentField {
    QString name;     ///< in the file
    QString nsxField; ///< in the object
    FieldType type = FieldType::Text;
    QStringList words;
    bool onlyAtCreation = false;

    [[nodiscard]] bool isList() const {
        return type != FieldType::Text && type != FieldType::Flag && type != FieldType::Word;
    }
    /// Lists that add and remove can change.
    [[nodiscard]] bool isSet() const {
        return isList() && type != FieldType::Raw && type != FieldType::Addresses &&
               type != FieldType::Ports;
    }
};

[[nodiscard]] const std::vector<DocumentField>& documentFields(ObjectKind kind);
/// nullptr if the kind has no such field.
[[nodiscard]] const DocumentField* documentField(ObjectKind kind, const QString& name);

} // namespace bulkhead::change
