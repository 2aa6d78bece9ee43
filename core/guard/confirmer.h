// SPDX-License-Identifier: MIT
// Confirmer: asks a person whether a destructive operation may run.
#pragma once

#include "base/cancellation.h"
#include "base/task.h"
#include "guard/risk.h"

#include <QString>
#include <QStringList>

namespace bulkhead::guard {

/// What the person is asked. Texts are clean for one line each.
struct Question {
    QString operation;
    QString title;  ///< what is about to happen, e.g. "Delete a group"
    QString object; ///< the object as the caller named it
    QString target; ///< the manager's name in the configuration
    QString environment;
    QStringList consequences; ///< blast radius, a sentence each
    Risk risk = Risk::High;
};

enum class Answer : std::uint8_t {
    Confirmed,
    Declined,
    Unavailable, ///< nobody can be asked here (no terminal, a client without elicitation)
};

struct Confirmation {
    Answer answer = Answer::Unavailable;
    QString by;     ///< who confirmed, for the audit trail
    QString remedy; ///< with Unavailable: how the person can be asked instead
};

/// One per face: prompts on a terminal, a dialog, an MCP client's elicitation. Asking ends when the
/// token is cancelled. A protocol that cannot wait for the answer (MCP 2026-07-28) keeps the
/// question in its Confirmer, answers Unavailable, sends the question instead of the error, and
/// calls again with the answer in hand.
class Confirmer {
public:
    virtual ~Confirmer() = default;
    [[nodiscard]] virtual Task<Confirmation> ask(Question question, CancellationToken token) = 0;
};

} // namespace bulkhead::guard
