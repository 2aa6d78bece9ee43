// SPDX-License-Identifier: MIT
// TagReferenceApi: who carries a tag, which groups ask for it, and who uses those groups.
#pragma once

#include "base/cancellation.h"
#include "base/task.h"
#include "model/tag_condition.h"
#include "nsx/connection.h"
#include "nsx/references.h"

#include <QJsonArray>
#include <QPointer>

#include <optional>
#include <vector>

namespace bulkhead::nsx {

/// A condition on tags in a group's `expression` as the API has it.
struct FoundTagCondition {
    QString memberType; ///< VirtualMachine, Segment, SegmentPort, …
    model::TagCondition condition;
};

/// All of them, nested ones too.
[[nodiscard]] std::vector<FoundTagCondition> tagConditionsIn(const QJsonArray& expression);

/// The tag that "scope|value" means, if it has a bar and is no path; either part may be empty.
[[nodiscard]] std::optional<model::Tag> tagFrom(const QString& text);
/// "scope|value".
[[nodiscard]] QString tagText(const model::Tag& tag);

/// How a carrier and a group's condition are listed in References.
inline constexpr QStringView kCarries = u"carries";
inline constexpr QStringView kCriteria = u"criteria";

/// Nothing carries the tag and no group asks for it.
[[nodiscard]] Error unknownTag(const model::Tag& tag);

/// NSX 4.2 Policy API: /infra/tags/effective-resources for the carriers, `search/query` for the
/// groups and for their users. A cheap value over a Connection.
class TagReferenceApi final {
public:
    explicit TagReferenceApi(QPointer<Connection> connection)
        : m_connection(std::move(connection)) {}

    /// Three requests, whatever the size of the estate. NotFound if nothing has to do with the tag.
    Task<References> referencesTo(model::Tag tag, CancellationToken token) const;

private:
    QPointer<Connection> m_connection;
};

} // namespace bulkhead::nsx
