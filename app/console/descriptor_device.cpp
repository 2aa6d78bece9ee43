// SPDX-License-Identifier: MIT
#include "console/descriptor_device.h"

#include <unistd.h>

#include <cerrno>

namespace bulkhead::console {

DescriptorDevice::DescriptorDevice(int descriptor) : m_descriptor(descriptor) {
    open(QIODevice::WriteOnly | QIODevice::Unbuffered);
}

qint64 DescriptorDevice::readData(char* /*data*/, qint64 /*size*/) {
    return -1;
}

qint64 DescriptorDevice::writeData(const char* data, qint64 size) {
    qint64 written = 0;
    while (written < size) {
        const ssize_t step =
            ::write(m_descriptor, data + written, static_cast<std::size_t>(size - written));
        if (step > 0) {
            written += step;
        } else if (step < 0 && errno != EINTR && errno != EAGAIN) {
            m_failure = errno;
            return -1;
        }
    }
    return written;
}

} // namespace bulkhead::console
