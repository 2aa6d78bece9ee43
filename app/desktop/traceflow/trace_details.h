// SPDX-License-Identifier: MIT
// What the inspector says about one component on a traced packet's way, or about the whole trace.
#pragma once

#include "desktop/traceflow/shown_trace.h"

namespace bulkhead::desktop {

class Document;
class Inspector;

void describeNode(Inspector& inspector, const Document& document, const graph::HopGraph& graph,
                  int node);
void describeTrace(Inspector& inspector, const ShownTrace& trace);

} // namespace bulkhead::desktop
