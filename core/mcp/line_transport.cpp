// SPDX-License-Identifier: MIT
#include "mcp/line_transport.h"

namespace bulkhead::mcp {

LineTransport::LineTransport(QObject* parent) : QObject(parent) {}

LineTransport::~LineTransport() = default;

} // namespace bulkhead::mcp
