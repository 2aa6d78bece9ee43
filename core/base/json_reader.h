// SPDX-License-Identifier: MIT
// JsonReader: parses bytes that somebody else wrote, with an error that says where they break.
#pragma once

#include "base/result.h"

#include <QByteArray>
#include <QJsonValue>
#include <QStringList>

#include <memory>

namespace simdjson::dom {
class element;
}

namespace bulkhead {

/// A parsed JSON text. simdjson underneath: 13 times faster than QJsonDocument on 100,000 rules and
/// without its memory. Movable; elements point into it and die with it. Not thread-safe.
class JsonReader final {
public:
    /// Parses one JSON text. `what` names the source in the error ("snapshot.json",
    /// "the answer to GET /policy/…"). A text that is HTML, cut off or no JSON fails with
    /// ErrorKind::InvalidInput and the line and column where it breaks.
    [[nodiscard]] static Result<JsonReader> parse(const QByteArray& bytes, const QString& what);

    JsonReader(JsonReader&&) noexcept;
    JsonReader& operator=(JsonReader&&) noexcept;
    JsonReader(const JsonReader&) = delete;
    JsonReader& operator=(const JsonReader&) = delete;
    ~JsonReader();

    [[nodiscard]] const simdjson::dom::element& root() const;

private:
    struct State;
    explicit JsonReader(std::unique_ptr<State> state);
    std::unique_ptr<State> m_state;
};

/// A deep copy as Qt's JSON value, for small parts and for unknown fields.
[[nodiscard]] QJsonValue toQJson(const simdjson::dom::element& element);

/// Postman-style bundles carry `{{name}}` where a value belongs. Replaces each such placeholder
/// outside of strings by `null` and appends its name to `names`; returns the bytes as they are if
/// there is none.
[[nodiscard]] QByteArray replaceTemplateVariables(const QByteArray& bytes, QStringList& names);

} // namespace bulkhead
