// SPDX-License-Identifier: MIT
#include "model/object_header.h"

namespace bulkhead::model {

QString ObjectHeader::label() const {
    return displayName.isEmpty() ? cleanLine(id) : displayName.line();
}

} // namespace bulkhead::model
