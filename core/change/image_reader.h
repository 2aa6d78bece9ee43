// SPDX-License-Identifier: MIT
// Reads a BeforeImage's thing from the manager, and compares two states of it.
#pragma once

#include "base/cancellation.h"
#include "base/task.h"
#include "change/before_image.h"
#include "nsx/connection.h"

#include <QPointer>

namespace bulkhead::change {

/// The thing as the manager has it now, in the form of BeforeImage::before. An object that does not
/// exist is null; a machine or a rule's policy that does not exist is NotFound. One request, for
/// the place of a policy as many as the policies have pages.
[[nodiscard]] Task<QJsonValue> readImage(QPointer<nsx::Connection> connection, ImageKind kind,
                                         QString path, CancellationToken token);

/// True if the thing is the same in both states: the same `_revision` (every modification raises
/// it, NSX 4.2 Policy API, ManagedResource), or the same fields as far as a person can set them.
[[nodiscard]] bool isSameState(ImageKind kind, const QJsonValue& one, const QJsonValue& other);

/// As isSameState, but an object's `sequence_number` may differ: the manager renumbers siblings
/// when one of them is moved, without anybody having touched this one.
[[nodiscard]] bool isSameApartFromPlace(ImageKind kind, const QJsonValue& one,
                                        const QJsonValue& other);

/// Of an object whose `after` nobody could read, because the program ended first: true if the write
/// was made as meant and nobody has touched it since. `now` has what was meant beside what the
/// manager fills in, and its `_revision` is that of the first write after `before`.
[[nodiscard]] bool isAsMeant(const BeforeImage& image, const QJsonValue& now);

/// True if `after` is an object as the manager had it; false if it only was to be so.
[[nodiscard]] bool wasReadBack(const BeforeImage& image);

/// The fields of an object that a person can set: without what the manager adds, and without the
/// children that have a life of their own (a policy's rules).
[[nodiscard]] QJsonObject ownFields(const QJsonObject& object);

} // namespace bulkhead::change
