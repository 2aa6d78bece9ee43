// SPDX-License-Identifier: MIT
#include "change/net_edits.h"

namespace bulkhead::change {

void NetEdits::setAfter(Touched& touched, const QJsonValue& after) {
    touched.edit.after = after;
    touched.differs = touched.edit.before != after;
}

void NetEdits::add(const std::vector<Edit>& step) {
    for (const Edit& edit : step) {
        auto place = m_places.constFind(edit.path);
        if (place == m_places.constEnd()) {
            place = m_places.insert(edit.path, m_touched.size());
            m_touched.push_back({edit, 0, false});
        }
        Touched& touched = m_touched[*place];
        ++touched.touches;
        setAfter(touched, edit.after);
    }
    collect();
}

void NetEdits::merge(const std::vector<Edit>& step) {
    for (const Edit& edit : step) {
        setAfter(m_touched[m_places.value(edit.path)], edit.after);
    }
    collect();
}

void NetEdits::remove(const std::vector<Edit>& step) {
    for (auto edit = step.rbegin(); edit != step.rend(); ++edit) {
        Touched& touched = m_touched[m_places.value(edit->path)];
        --touched.touches;
        setAfter(touched, edit->before);
    }
    // What the last step was the first to touch stands at the end.
    while (!m_touched.empty() && m_touched.back().touches == 0) {
        m_places.remove(m_touched.back().edit.path);
        m_touched.pop_back();
    }
    collect();
}

void NetEdits::collect() {
    m_net.clear();
    for (const Touched& touched : m_touched) {
        if (touched.differs) {
            m_net.push_back(touched.edit);
        }
    }
}

} // namespace bulkhead::change
