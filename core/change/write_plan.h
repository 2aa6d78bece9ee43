// SPDX-License-Identifier: MIT
// WritePlan: one write, worked out to the last byte before anything is sent.
#pragma once

#include "change/before_image.h"

#include <QByteArray>
#include <QJsonArray>
#include <QJsonObject>
#include <QString>
#include <QStringList>
#include <QUrlQuery>

#include <optional>
#include <vector>

namespace bulkhead::change {

/// One request to the manager, exactly as it will be sent.
struct WriteRequest {
    QByteArray method; ///< PUT, PATCH, POST or DELETE
    QString path;      ///< from the root, segments percent-encoded (nsx/api_path.h)
    QUrlQuery query;
    std::optional<QJsonObject> body;
    /// Of a bulk tag operation, which goes on after its answer: the GET that tells how it ended
    /// (change/tag_operation.h). Empty: the answer says all.
    QString statusPath = {};
};

/// What an operation means to do. Made by a planner, which reads the manager and sends nothing;
/// shown by a dry run; carried out by `execute` (change/executor.h). A plan without requests is
/// "nothing to do", which is no error.
struct WritePlan {
    QString status;  ///< the result's `status` once done: "created", "updated", "deleted", …
    QString summary; ///< what is done, one line, e.g. "Create rule allow-https in policy web-tier"
    QString object;  ///< path of the object that it is about (or the VM's external id)
    std::vector<WriteRequest> requests; ///< in the order of sending
    /// Every object that a request replaces, in the order of the requests: undo puts them back in
    /// the opposite order.
    std::vector<BeforeImage> images;
    QStringList undoes;        ///< ids of the undo records that this write takes back
    QString noUndo;            ///< why it cannot be undone, a clean sentence; empty: it can
    QStringList consequences;  ///< blast radius, a sentence each, for whoever confirms it
    QStringList warnings;      ///< what a careful person would want to know; sentences
    QStringList realizationOf; ///< intent paths whose realization is waited for; empty: none
    QJsonObject result;        ///< own fields of the result, beside those that every write has
    /// The object as the manager has it afterwards becomes part of the result (its fields at the
    /// root, as the contract's create operations answer).
    bool answersObject = false;
};

/// The plan as a dry run answers it: `requests` (method, path with query, body) and `difference`
/// (change/difference.h), nothing secret in it.
[[nodiscard]] QJsonArray requestsAsJson(const WritePlan& plan);

} // namespace bulkhead::change
