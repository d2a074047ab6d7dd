import { domainCodesVi } from './codes-domain.vi';

/**
 * One sentence for every stable code that may reach a screen; it says what happened and what to do now.
 * `unknown_code` is used for a code that this version does not know.
 */
export const codesVi: Record<string, string> = {
  ...domainCodesVi,

  unknown_code: 'Có việc chưa xử lý được (mã {code}). Việc vẫn còn trên máy; báo người quản trị kèm mã này giúp.',

  // Transport
  network_unreachable: 'Không liên lạc được với máy chủ. Việc vẫn được giữ trên máy, có mạng sẽ tự gửi.',
  network_timeout: 'Mạng quá chậm nên chưa xong. Việc vẫn được giữ trên máy, máy sẽ tự thử lại.',
  server_failed: 'Máy chủ đang gặp trục trặc. Việc vẫn được giữ trên máy; vài phút nữa thử lại.',
  server_busy: 'Máy chủ đang bận. Chờ một lát rồi thử lại.',
  reply_unreadable: 'Máy chủ trả lời không đọc được. Kiểm tra xem máy có đang dùng mạng Wi-Fi bắt đăng nhập không, rồi thử lại.',
  too_many_requests: 'Thử quá nhiều lần. Chờ vài phút rồi thử lại.',
  not_found: 'Không tìm thấy. Có thể hồ sơ thuộc nơi khác hoặc đường dẫn đã đổi; tìm lại bằng tên hoặc mã.',
  forbidden: 'Việc này không thuộc phần của anh chị. Nhờ người phụ trách mở quyền nếu cần.',
  bad_request: 'Nội dung gửi đi chưa đúng. Xem lại các chỗ vừa nhập rồi gửi lại.',
  invalid_input: 'Có chỗ nhập chưa đúng. Xem lại các chỗ được đánh dấu.',
  conflict: 'Người khác vừa sửa cùng chỗ này. Mở lại để xem cả hai bản rồi chọn.',
  too_large: 'Nội dung quá lớn nên máy chủ chưa nhận. Chia nhỏ hoặc chụp lại ảnh nhẹ hơn.',
  csrf_invalid: 'Trang đã mở quá lâu. Tải lại trang rồi làm lại bước vừa rồi.',

  // Signing in
  not_signed_in: 'Phiên đăng nhập đã hết hạn. Đăng nhập lại để gửi; việc trên máy vẫn còn nguyên.',
  wrong_credentials: 'Tên đăng nhập hoặc mật khẩu chưa đúng. Nhập lại; quên thì nhờ người quản trị của xã đặt lại.',
  account_disabled: 'Tài khoản này đang bị khóa. Liên hệ người quản trị của xã.',
  device_revoked: 'Máy này đã bị thu hồi quyền. Liên hệ người quản trị của xã trước khi làm tiếp.',

  // Files on their way
  offset_mismatch: 'Ảnh đang gửi dở được nối lại từ chỗ máy chủ đã nhận. Không cần làm gì thêm.',
  hash_mismatch: 'Ảnh đến nơi không giống ảnh đã chụp. Máy sẽ gửi lại từ đầu; vẫn lỗi thì chụp lại tờ này.',
  not_an_image: 'Máy chủ không mở được tệp này. Chụp lại tờ giấy hoặc chọn tệp JPEG, PNG, WebP, PDF.',

  // Device store
  device_storage_full: 'Máy hết chỗ lưu. Việc trước đó vẫn còn nguyên; xóa bớt ảnh, video riêng trên máy hoặc gửi bớt hồ sơ rồi làm lại.',
  device_storage_unavailable: 'Trình duyệt không cho lưu vào máy. Tắt chế độ ẩn danh hoặc dùng Chrome, rồi mở lại.',
  device_storage_blocked: 'Tận Thôn đang mở ở thẻ khác nên chưa cập nhật được kho. Đóng các thẻ khác rồi mở lại.',
  device_storage_outdated: 'Kho trên máy do bản mới hơn tạo ra. Tải lại trang khi có mạng để dùng bản mới.',
  device_storage_unreadable: 'Không đọc được một mục trên máy. Không xóa gì cả; báo người quản trị của xã.',
  core_unavailable: 'Chưa nạp được bộ quy định trên máy. Khi có mạng, mở lại ứng dụng một lần.',

  // Photos and files
  file_empty: 'Tệp này trống. Chụp lại hoặc chọn tệp khác.',
  file_too_large: 'Tệp lớn hơn {limit}. Chụp lại bằng máy ảnh trong ứng dụng, ảnh sẽ tự nhẹ đi.',
  file_heic: 'Ảnh HEIC của iPhone chưa dùng được. Chụp ngay trong ứng dụng, hoặc vào Cài đặt, Camera, Định dạng, chọn “Tương thích nhất”.',
  file_unsupported: 'Loại tệp này chưa dùng được. Chọn ảnh JPEG, PNG, WebP hoặc tệp PDF.',
  file_broken: 'Tệp bị hỏng, không mở được. Chụp lại hoặc chọn tệp khác.'
};
