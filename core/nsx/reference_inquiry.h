// SPDX-License-Identifier: MIT
// Inquiry: who uses something, while the answers to a constant number of requests come in.
#pragma once

#include "base/cancellation.h"
#include "base/task.h"
#include "nsx/connection.h"
#include "nsx/references.h"

#include <QHash>
#include <QJsonArray>
#include <QPointer>
#include <QSet>
#include <QStringList>
#include <QUrlQuery>

#include <memory>

namespace bulkhead::nsx {

/// One page of a search or an association, 1000 objects at most: more would not be a constant
/// number of requests.
struct Hits {
    QJsonArray objects;
    bool complete = true;
};
[[nodiscard]] Task<Hits> readOnePage(QPointer<Connection> connection, QString path, QUrlQuery query,
                                     CancellationToken token);

/// A hit of a search; of a virtual machine the external id stands for the path.
[[nodiscard]] NamedObject namedObject(const QJsonObject& hit);

/// Shared by the steps of one question. One thread.
struct Inquiry {
    static constexpr int kMostRequests = 3;

    QString object; ///< what is asked about
    References found;
    QHash<QString, NamedObject> containers; ///< groups and services around it, by path
    QStringList frontier;                   ///< texts that were not searched for yet
    int requests = 0;

    /// Nothing is listed twice. `wanted` is what the referrer names.
    void add(const NamedObject& referrer, const QString& how, const QString& wanted);
    /// Whoever uses the container uses the object through it.
    void enclose(const NamedObject& container);
    void read(const QJsonObject& hit, const QSet<QString>& wanted);
    /// As much of the frontier as fits into one request.
    [[nodiscard]] QStringList takeFrontier();
    /// What could not be looked at.
    void limit(const QString& note);
    /// Sorted, with what was left out said; containers that nothing explains are there by their
    /// criteria.
    [[nodiscard]] References conclude();
};
using InquiryPointer = std::shared_ptr<Inquiry>;

/// One request: whoever names something of the frontier.
[[nodiscard]] Task<std::monostate> searchFrontier(QPointer<Connection> connection,
                                                  InquiryPointer inquiry, CancellationToken token);

} // namespace bulkhead::nsx
