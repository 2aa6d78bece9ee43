// SPDX-License-Identifier: MIT
// NetEdits: what a history of steps comes to in the end, kept up to date step by step.
#pragma once

#include "change/edit.h"

#include <QHash>

#include <cstddef>
#include <vector>

namespace bulkhead::change {

/// A value. One edit an object, in the order in which the objects were first touched; what ends as
/// it began is left out. The same whatever was done and taken back in between.
class NetEdits final {
public:
    /// A step was made. O(its edits + net()).
    void add(const std::vector<Edit>& step);
    /// The step that was added last is taken back.
    void remove(const std::vector<Edit>& step);
    /// A step that touches the same objects as the one before it and became part of it.
    void merge(const std::vector<Edit>& step);

    [[nodiscard]] const std::vector<Edit>& net() const { return m_net; }

private:
    struct Touched {
        Edit edit; ///< from the first touch to now
        int touches = 0;
        bool differs = false;
    };
    void setAfter(Touched& touched, const QJsonValue& after);
    void collect();

    std::vector<Touched> m_touched; ///< in the order of the first touch
    QHash<QString, std::size_t> m_places;
    std::vector<Edit> m_net;
};

} // namespace bulkhead::change
