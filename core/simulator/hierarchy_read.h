// SPDX-License-Identifier: MIT
// HierarchyRead: the intent tree in the hierarchical API's form, which can be sent back as it is.
#pragma once

#include "simulator/api_error.h"
#include "simulator/world.h"

#include <QHash>
#include <QJsonObject>

namespace bulkhead::simulator {

/// GET /policy/api/v1/infra with `filter` (a regular expression over "Type-<Type>"; a parent that
/// it leaves out cuts its children off), `type_filter` (types separated by `;`, with their
/// children and the way to them) and `base_path`. Without any, the Infra object alone.
[[nodiscard]] Answer<QJsonObject> readHierarchy(const World& world,
                                                const QHash<QString, QString>& query);

} // namespace bulkhead::simulator
