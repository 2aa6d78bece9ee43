// SPDX-License-Identifier: MIT
// BeforeImage: one thing on the manager as it was before a write, and as it is after it.
#pragma once

#include <QJsonArray>
#include <QJsonObject>
#include <QJsonValue>
#include <QString>

#include <cstdint>
#include <vector>

namespace bulkhead::change {

/// How the thing is read and put back.
enum class ImageKind : std::uint8_t {
    Object,      ///< a Policy API object: GET, PUT and DELETE on its path
    Place,       ///< the place of a rule or policy among its siblings: POST ?action=revise
    MachineTags, ///< all tags of a virtual machine
};

struct BeforeImage {
    ImageKind kind = ImageKind::Object;
    /// The object's policy path ("/infra/domains/default/groups/web"); of MachineTags the machine's
    /// external id.
    QString path;
    /// Object: the object as read, `_revision` included, or null if there was none.
    /// Place: the path of the sibling that was directly before it, or null if it was the first.
    /// MachineTags: the array of {scope, tag}.
    QJsonValue before = QJsonValue(QJsonValue::Null);
    /// The same after the write, or as it is meant to be before the write was sent.
    QJsonValue after = QJsonValue(QJsonValue::Null);
};

[[nodiscard]] QJsonArray imagesToJson(const std::vector<BeforeImage>& images);
/// Leaves out what is no image.
[[nodiscard]] std::vector<BeforeImage> imagesFromJson(const QJsonArray& array);

} // namespace bulkhead::change
