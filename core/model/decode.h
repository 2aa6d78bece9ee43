// SPDX-License-Identifier: MIT
// decode: the one place where JSON becomes a value and back.
#pragma once

#include "base/result.h"
#include "model/string_pool.h"

#include <QJsonObject>

namespace simdjson::dom {
class element;
}

namespace bulkhead::model {

/// What decoding needs beside the JSON. Both may be left as they are.
struct DecodeContext {
    StringPool* pool = nullptr; ///< shares equal strings over a bulk load; not owned
    QString parentPath;         ///< gives objects without a `path` one: parent + kind + id
};

/// Decodes one object of type T (SecurityPolicy, Rule, Group, Service, …). Unknown fields go into
/// `extra`; null counts as absent. A field of the wrong JSON type fails with InvalidInput that
/// names the object and the field: a firewall that was half understood must not be shown as whole.
/// Explicitly instantiated for every model type in this folder.
template <typename T>
[[nodiscard]] Result<T> decode(const simdjson::dom::element& json, const DecodeContext& context);

/// Decodes from Qt's JSON value (small answers, tests).
template <typename T>
[[nodiscard]] Result<T> decode(const QJsonObject& json);

/// The object as the manager's API writes it: known fields that are set, and `extra`.
template <typename T>
[[nodiscard]] QJsonObject encode(const T& value);

} // namespace bulkhead::model
