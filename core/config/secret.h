// SPDX-License-Identifier: MIT
// Secret: a password that nothing can print by accident.
#pragma once

#include <QString>

#include <utility>

class QDebug;

namespace bulkhead::config {

/// Holds a password and overwrites its copy when it dies. It has no conversion and no stream
/// operator: whoever needs the text says `reveal()`, which is easy to find in a review.
class Secret final {
public:
    Secret() = default;
    explicit Secret(QString text) : m_text(std::move(text)) {}
    ~Secret();
    Secret(const Secret&) = default;
    Secret& operator=(const Secret&) = default;
    Secret(Secret&&) noexcept = default;
    Secret& operator=(Secret&&) noexcept = default;

    /// The password itself: for the request that needs it, never for text that a person sees.
    [[nodiscard]] const QString& reveal() const { return m_text; }
    [[nodiscard]] bool isEmpty() const { return m_text.isEmpty(); }

    friend QDebug operator<<(QDebug, const Secret&) = delete;

private:
    QString m_text;
};

} // namespace bulkhead::config
