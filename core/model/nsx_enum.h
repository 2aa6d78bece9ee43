// SPDX-License-Identifier: MIT
// NsxEnum: an enumeration of the API that keeps a word it does not know.
#pragma once

#include <QString>

namespace bulkhead::model {

/// The words of an enumeration in the order of its enumerators; specialised beside each enum.
/// The first enumerator is always `Unknown` and its word is never used.
template <typename E>
struct NsxEnumWords;

/// A value of enum `E` whose JSON form is a word. A word from a newer manager survives as
/// `E::Unknown` with its text, and goes back exactly as it came.
template <typename E>
class NsxEnum final {
public:
    NsxEnum() = default;
    NsxEnum(E value) : m_value(value) {} // NOLINT(google-explicit-constructor): reads as the enum

    [[nodiscard]] static NsxEnum fromText(const QString& text) {
        int index = 0;
        for (const QLatin1StringView word : NsxEnumWords<E>::words) {
            if (index > 0 && text == word) {
                return NsxEnum(static_cast<E>(index));
            }
            ++index;
        }
        NsxEnum unknown;
        unknown.m_text = text;
        return unknown;
    }

    [[nodiscard]] E value() const { return m_value; }
    /// The API's word; the manager's own text (untrusted) when it is not known.
    [[nodiscard]] QString text() const {
        return m_value == E::Unknown
                   ? m_text
                   : QString(NsxEnumWords<E>::words[static_cast<std::size_t>(m_value)]);
    }
    [[nodiscard]] bool isKnown() const { return m_value != E::Unknown; }

    friend bool operator==(const NsxEnum& a, const NsxEnum& b) {
        return a.m_value == b.m_value && a.m_text == b.m_text;
    }
    friend bool operator==(const NsxEnum& a, E b) { return a.m_value == b; }

private:
    E m_value = E::Unknown;
    QString m_text;
};

} // namespace bulkhead::model
