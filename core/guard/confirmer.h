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
    QString title;   ///< what is about to happen, e.g. "Delete a group"
    QString object;  ///< the object as the caller named it
    QString target;  ///< the manager's name in the configuration
    QString manager; ///< its "host:port"; empty if the operation contacts none
    QString environment;
    QStringList consequences; ///< blast radius and warnings, a sentence each
    /// The display name of what is deleted: a person who types it has read it. Empty: nothing is
    /// deleted.
    QString nameToType;
    QString idToType; ///< its id, which will do as well
    /// The same for the same operation with the same arguments on the same state of the same
    /// objects, different for everything else: an answer that comes in another call is held against
    /// it. Hexadecimal SHA-256.
    QString fingerprint;
    Risk risk = Risk::High;
};

enum class Answer : std::uint8_t {
    Confirmed,
    Declined,
    Dismissed,   ///< no answer: closed, timed out
    Asked,       ///< the question is on its way; the same call will come again with the answer
    Unavailable, ///< nobody can be asked here (no terminal, a client without elicitation)
};

struct Confirmation {
    Answer answer = Answer::Unavailable;
    QString by;           ///< who confirmed, for the audit trail
    QString remedy;       ///< unless confirmed: what to do instead; empty: the usual sentence
    QString problem = {}; ///< unless confirmed: what happened; empty: the usual sentence
    /// A person was asked and took their time: what was read before may be old by now.
    bool tookTime = false;
};

/// One per face: prompts on a terminal, a dialog, an MCP client's elicitation. Asking ends when the
/// token is cancelled. A protocol that cannot wait for the answer (MCP 2026-07-28) keeps the
/// question in its Confirmer, answers Asked, sends the question instead of the error, and calls
/// again with the answer in hand.
class Confirmer {
public:
    virtual ~Confirmer() = default;
    [[nodiscard]] virtual Task<Confirmation> ask(Question question, CancellationToken token) = 0;
};

} // namespace bulkhead::guard
