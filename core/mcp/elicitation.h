// SPDX-License-Identifier: MIT
// Elicitation: a question of the guard as a form, and the form's answer as the guard's.
#pragma once

#include "guard/confirmer.h"
#include "mcp/request.h"

#include <QJsonObject>

namespace bulkhead::mcp {

inline constexpr QLatin1StringView kElicitMethod{"elicitation/create"};

/// What the person reads: title, object, manager and consequences, a line each, capped. Texts that
/// came from a manager stand in it as data.
[[nodiscard]] QString questionText(const guard::Question& question);

/// The params of `elicitation/create`: the text, and a form of one flat field that every version
/// takes: the name of what is deleted, else a yes.
[[nodiscard]] QJsonObject elicitationParams(const guard::Question& question,
                                            const Dialect& dialect);

/// Judges an ElicitResult. Only an accepted form with the right name, or with a yes, confirms.
[[nodiscard]] guard::Confirmation judgeElicitation(const QJsonObject& result,
                                                   const guard::Question& question,
                                                   const ClientFacts& client);

} // namespace bulkhead::mcp
