// SPDX-License-Identifier: MIT
// SnugBox: a combo box as wide as what it shows, so that a row of them reads as a sentence.
#pragma once

#include <QComboBox>

namespace bulkhead::desktop {

/// GUI thread; owned by its parent. A QComboBox is as wide as its longest choice.
class SnugBox final : public QComboBox {
    Q_OBJECT

public:
    explicit SnugBox(QWidget* parent = nullptr);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }
};

} // namespace bulkhead::desktop
