// SPDX-License-Identifier: MIT
#include "desktop/widgets/snug_box.h"

#include <QStyleOptionComboBox>

namespace bulkhead::desktop {

SnugBox::SnugBox(QWidget* parent) : QComboBox(parent) {
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(this, &QComboBox::currentTextChanged, this, [this] { updateGeometry(); });
}

QSize SnugBox::sizeHint() const {
    QStyleOptionComboBox option;
    initStyleOption(&option);
    const QSize text(fontMetrics().horizontalAdvance(currentText()), fontMetrics().height());
    return style()->sizeFromContents(QStyle::CT_ComboBox, &option, text, this);
}

} // namespace bulkhead::desktop
