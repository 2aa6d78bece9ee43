// SPDX-License-Identifier: MIT
// Cancellation: one source says stop, any number of tokens hear it.
#pragma once

#include "base/error.h"

#include <QObject>

#include <functional>
#include <memory>

namespace bulkhead {

class CancellationState;

/// Asked by long work ("was I cancelled?") and by replies that must be aborted. Copyable, cheap.
/// A default token is never cancelled. Thread-safe.
class CancellationToken final {
public:
    CancellationToken() = default;

    [[nodiscard]] bool isCancelled() const;
    /// Calls `callback` on the context's thread once when cancelled (soon if that already
    /// happened), and never after `context` is gone.
    void onCancelled(QObject* context, std::function<void()> callback) const;

private:
    friend class CancellationSource;
    explicit CancellationToken(std::shared_ptr<CancellationState> state)
        : m_state(std::move(state)) {}
    std::shared_ptr<CancellationState> m_state;
};

/// Owned by whoever may press Cancel. Destroying it does not cancel.
class CancellationSource final {
public:
    CancellationSource();
    [[nodiscard]] CancellationToken token() const { return CancellationToken(m_state); }
    void cancel();
    [[nodiscard]] bool isCancelled() const { return token().isCancelled(); }

private:
    std::shared_ptr<CancellationState> m_state;
};

/// The Error of cancelled work: `what` names it ("Loading the snapshot").
[[nodiscard]] Error cancelledError(const QString& what);

} // namespace bulkhead
