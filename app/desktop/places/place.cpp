// SPDX-License-Identifier: MIT
#include "desktop/places/place.h"

namespace bulkhead::desktop {

using namespace Qt::StringLiterals;

Place::Place(const QString& name, Document& document, QWidget* parent)
    : QWidget(parent), m_document(document), m_name(name) {
    setObjectName(name + u"Place"_s);
}

bool Place::holds(const QString& /*key*/) const {
    return false;
}

bool Place::goTo(const QString& /*key*/) {
    return false;
}

QString Place::currentKey() const {
    return {};
}

QString Place::currentPart() const {
    return {};
}

void Place::focusContent() {
    setFocus();
}

void Place::focusFilter() {}

void Place::setInspectorVisible(bool /*visible*/) {}

void Place::copySelection() const {}

void Place::saveLayout() const {}

int Place::count() const {
    return -1;
}

bool Place::needsSnapshot() const {
    return true;
}

Inspector* Place::inspectorPane() const {
    return nullptr;
}

std::vector<QAction*> Place::commands() const {
    return {};
}

TableHeader* Place::columns() const {
    return nullptr;
}

} // namespace bulkhead::desktop
