// SPDX-License-Identifier: MIT
// Seal: a statement that a client carries back and cannot change, use twice or use late.
#pragma once

#include <QByteArray>
#include <QHash>
#include <QString>

#include <cstdint>
#include <functional>

namespace bulkhead::mcp {

/// What a sealed statement is good for: one kind is no good as the other.
enum class SealPurpose : std::uint8_t {
    Question, ///< a requestState: the person's answer comes with it
    Token,    ///< a confirmation token: carrying it back is the answer
};

enum class SealState : std::uint8_t {
    Valid,
    Broken,  ///< not made by this process, or changed on the way
    Expired, ///< older than kSealedForMs
    Used,    ///< opened before
    Other,   ///< it is about something else: other arguments, another object, another revision
};

/// Ten minutes, for a person to make up their mind.
inline constexpr qint64 kSealedForMs = 600'000;

/// HMAC-SHA256 with a key that only this process has: after a restart nothing that was sealed
/// before is valid. One thread.
class Seal final {
public:
    using Clock = std::function<qint64()>; ///< milliseconds since 1970
    /// A random key and the system's clock.
    Seal();
    Seal(QByteArray key, Clock clock);

    /// "v1.<payload>.<code>", both base64url. Says nothing but a fingerprint, an expiry and a
    /// number that is used once.
    [[nodiscard]] QString close(SealPurpose purpose, const QString& fingerprint) const;
    /// Whatever comes out but Broken: it cannot be opened a second time.
    [[nodiscard]] SealState open(SealPurpose purpose, const QString& sealed,
                                 const QString& fingerprint);

private:
    [[nodiscard]] QByteArray codeOf(const QByteArray& payload) const;
    void forgetExpired();

    QByteArray m_key;
    Clock m_clock;
    QHash<QString, qint64> m_used; ///< nonce -> expiry
};

} // namespace bulkhead::mcp
