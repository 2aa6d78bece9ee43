// SPDX-License-Identifier: MIT
// UntrustedText: free text that came from a manager or a file, until it is cleaned for a place.
#pragma once

#include "base/text.h"

#include <QString>

#include <utility>

namespace bulkhead {

/// A display name, description, tag, note or similar as the manager stores it. It converts to a
/// QString only through a named cleaning, so that nobody shows it raw by accident. What is sent
/// back to the manager is `raw()`: a round trip must not change what somebody else stored.
class UntrustedText final {
public:
    UntrustedText() = default;
    explicit UntrustedText(QString raw) : m_raw(std::move(raw)) {}

    /// Exactly as stored: for JSON to the manager, comparison and search. Never for showing.
    [[nodiscard]] const QString& raw() const { return m_raw; }
    /// For one line on a terminal, in a table cell or in a log.
    [[nodiscard]] QString line() const { return cleanLine(m_raw); }
    /// For a text field of several lines.
    [[nodiscard]] QString paragraphs() const { return cleanParagraphs(m_raw); }
    /// For a tool tip or label that understands rich text.
    [[nodiscard]] QString html() const { return cleanHtml(m_raw); }
    [[nodiscard]] bool isEmpty() const { return m_raw.isEmpty(); }

    friend bool operator==(const UntrustedText&, const UntrustedText&) = default;
    friend bool operator<(const UntrustedText& a, const UntrustedText& b) {
        return a.m_raw < b.m_raw;
    }

private:
    QString m_raw;
};

} // namespace bulkhead
