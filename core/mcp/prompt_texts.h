// SPDX-License-Identifier: MIT
// promptTexts: what each recipe tells the agent to do; paragraphs of plain English.
#pragma once

#include <QString>

namespace bulkhead::mcp {

[[nodiscard]] QString microsegmentText();
[[nodiscard]] QString traceText();
[[nodiscard]] QString tagText();
[[nodiscard]] QString auditText();
[[nodiscard]] QString unusedText();
[[nodiscard]] QString changeText();

} // namespace bulkhead::mcp
