// SPDX-License-Identifier: MIT
// PromptService: prompts/list and prompts/get of both eras.
#pragma once

#include "mcp/request.h"

namespace bulkhead::mcp::prompt_service {

void list(const Request& request);
/// Refuses unknown prompts and arguments, and names a required argument that is missing.
void get(const Request& request);

} // namespace bulkhead::mcp::prompt_service
