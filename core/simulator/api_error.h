// SPDX-License-Identifier: MIT
// ApiError: a refusal in the manager's own form, with the codes that clients look at.
#pragma once

#include <QJsonObject>
#include <QString>
#include <QStringList>

#include <tl/expected.hpp>

#include <utility>

namespace bulkhead::simulator {

/// NSX 4.2 API, type ApiError. Not an Error of this program: it is what goes over the wire.
struct ApiError {
    int status = 500; ///< HTTP status
    int code = 0;     ///< error_code
    QString module;   ///< module_name
    QString message;  ///< error_message

    [[nodiscard]] QJsonObject toJson() const;
};

template <typename T>
using Answer = tl::expected<T, ApiError>;

[[nodiscard]] inline tl::unexpected<ApiError> refuse(ApiError error) {
    return tl::unexpected<ApiError>(std::move(error));
}

/// 404/600: no such policy object.
[[nodiscard]] ApiError notFound(const QString& path);
/// 404/600 for a URL that leads nowhere.
[[nodiscard]] ApiError noSuchUrl(const QString& path);
/// 400/500012: a path that names nothing.
[[nodiscard]] ApiError invalidPath(const QString& path);
/// 400/255: a field's value is wrong; `problem` says which and why.
[[nodiscard]] ApiError invalidField(const QString& problem);
/// 400/500030: others still name the object.
[[nodiscard]] ApiError stillReferenced(const QString& path, const QStringList& referrers);
/// 412/604: the `_revision` is not the stored one.
[[nodiscard]] ApiError staleRevision(const QString& path);

} // namespace bulkhead::simulator
