// SPDX-License-Identifier: MIT
#include "desktop/widgets/dialog_words.h"

#include <QLabel>

namespace bulkhead::desktop {

QLabel* dialogWords(const QString& text, const char* role, QWidget* parent) {
    auto* label = new QLabel(text, parent);
    label->setProperty("role", QString::fromLatin1(role));
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    return label;
}

} // namespace bulkhead::desktop
