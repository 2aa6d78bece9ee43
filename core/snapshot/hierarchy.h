// SPDX-License-Identifier: MIT
// Hierarchy: walks an H-API tree into a Content, and writes one back. Private to snapshot/: it
// pulls in simdjson.
#pragma once

#include "model/string_pool.h"
#include "snapshot/snapshot.h"

#include <simdjson.h>

namespace bulkhead::snapshot {

/// Decodes the tree below one Infra object. Stops at the first object that cannot be understood.
class HierarchyReader final {
public:
    explicit HierarchyReader(Content& content) : m_content(content) {}
    [[nodiscard]] Result<void> read(const simdjson::dom::element& infra);

private:
    using Element = simdjson::dom::element;
    using Object = simdjson::dom::object;
    /// One wrapper of a `children` list, taken apart.
    struct Child {
        std::string_view kind; ///< "Group", "SecurityPolicy", …
        Element object;        ///< the wrapped object; the wrapper itself for a reference
        bool markedForDelete = false;
    };

    [[nodiscard]] static Result<Child> takeApart(const Element& wrapper);
    [[nodiscard]] Result<void> readChildren(const Element& parent, const QString& parentPath);
    [[nodiscard]] Result<void> readChild(const Child& child, const Element& wrapper,
                                         const QString& parentPath);
    [[nodiscard]] Result<void> readPolicy(const Element& element, const QString& parentPath);
    [[nodiscard]] Result<void> readTier1(const Child& child, const Element& wrapper,
                                         const QString& parentPath);
    [[nodiscard]] Result<void> readSegment(const Element& element, const QString& parentPath);
    template <typename T>
    [[nodiscard]] Result<void> add(std::vector<T>& list, const Element& element,
                                   const QString& parentPath);

    Content& m_content;
    model::StringPool m_pool;
    QHash<QString, int> m_leftOut;
};

/// True if a wrapper holds, or a reference leads to, an object of this kind ("Segment").
[[nodiscard]] bool wraps(const QJsonValue& wrapper, QStringView kind);

/// The tree of everything that the content holds, in a form that can be PATCHed to /infra.
[[nodiscard]] QJsonObject writeHierarchy(const Content& content);

} // namespace bulkhead::snapshot
