// SPDX-License-Identifier: MIT
// ObjectHeader: the fields that every Policy object has.
#pragma once

#include "base/untrusted_text.h"

#include <QJsonObject>
#include <QString>

#include <optional>
#include <vector>

namespace bulkhead::model {

/// A tag as NSX stores it; either part may be empty (NSX 4.2, Tag: scope <= 128, tag <= 256).
struct Tag {
    UntrustedText scope;
    UntrustedText tag;
    friend bool operator==(const Tag&, const Tag&) = default;
    friend bool operator<(const Tag& a, const Tag& b) {
        return a.scope == b.scope ? a.tag < b.tag : a.scope < b.scope;
    }
};

/// NSX 4.2 Policy API, PolicyConfigResource. What the program does not interpret stays in the
/// object's `extra` and goes back to the manager as it came.
struct ObjectHeader {
    QString id;                ///< last segment of the path
    UntrustedText displayName; ///< defaults to the id
    UntrustedText description;
    QString path;       ///< e.g. "/infra/domains/default/groups/web"; set for every decoded object
    QString parentPath; ///< e.g. "/infra/domains/default"
    std::vector<Tag> tags;
    std::optional<int> revision; ///< `_revision`; empty if never stored on a manager
    std::optional<bool> systemOwned;
    std::optional<bool> markedForDelete;
    std::optional<qint64> createTime; ///< ms since the epoch, UTC
    std::optional<qint64> lastModifiedTime;
    QString createUser;
    QString lastModifiedUser;

    /// The display name, or the id where there is none. One clean line.
    [[nodiscard]] QString label() const;
};

/// Every value of the model carries its unknown fields under this name.
using ExtraFields = QJsonObject;

} // namespace bulkhead::model
