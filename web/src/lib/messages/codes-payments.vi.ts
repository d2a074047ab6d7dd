/** Sentences for codes of payment lists. */
export const paymentCodesVi: Record<string, string> = {
  list_approved: 'Danh sách này đã được duyệt nên giữ nguyên. Sai sót thì ghi điều chỉnh, tháng sau sẽ cộng hoặc trừ.',
  list_not_approved: 'Danh sách này còn là dự thảo. Lãnh đạo duyệt xong thì làm được bước này.',
  list_changed: 'Có người vừa lập lại danh sách này. Tải lại trang, xem lại số liệu rồi làm tiếp.',
  list_stale: 'Số liệu đã đổi sau khi lập danh sách. Lập lại danh sách, xem lại rồi mới duyệt.',
  same_person: 'Người lập danh sách không được tự duyệt. Nhờ lãnh đạo khác duyệt danh sách này.',
  later_list_approved: 'Danh sách tháng {month} đã duyệt và tính từ các tháng trước nó, nên không lập thêm tháng này được. Ghi điều chỉnh vào tháng đã duyệt nếu cần.',
  month_before_not_approved: 'Các tháng phải lập lần lượt. Lập và duyệt danh sách tháng {month} trước, rồi lập tháng này.',
  month_out_of_range: 'Chỉ lập được danh sách từ tháng {first} đến tháng {last}. Chọn lại tháng cần lập.',
  payments_without_law: 'Bộ quy định trên hệ thống chưa có mức của các tháng này. Báo người quản trị cập nhật bộ quy định rồi lập lại.',
  not_suspended: 'Người này không nằm trong diện tạm dừng của danh sách. Tải lại trang để xem số liệu mới nhất.',
  return_known: 'Tệp này đã được nhận lúc {at}. Nếu nhận nhầm, bỏ lần nhập đó trong phần Đối chiếu rồi nhận lại.',
  return_unreadable: 'Không đọc được tệp của nơi chi trả. Mở lại bằng Excel, lưu thành .xlsx rồi chọn lại.',
  return_file_empty: 'Tệp này trống. Kiểm tra lại rồi chọn tệp khác.',
  return_file_too_large: 'Tệp lớn hơn 20 MB. Chỉ giữ danh sách của tháng này rồi chọn lại.',
  return_file_kind_unknown: 'Chỉ đọc được tệp .xlsx, .xls, .ods hoặc .csv. Lưu lại tệp ở một trong các loại này rồi chọn lại.',
  return_workbook_password_protected: 'Tệp đang đặt mật khẩu. Mở bằng Excel, bỏ mật khẩu, lưu lại rồi chọn lại.',
  return_workbook_broken: 'Tệp bị hỏng, không mở được. Nhờ nơi chi trả gửi lại.',
  return_too_many_columns: 'Có trang tính nhiều hơn 300 cột. Chỉ giữ các cột của danh sách rồi chọn lại.',
  return_too_many_rows: 'Tệp có quá nhiều dòng. Chỉ giữ danh sách của tháng này rồi chọn lại.',
  return_no_header_found: 'Không thấy cột họ tên trong tệp. Kiểm tra dòng tiêu đề (Họ và tên, Số tiền) rồi chọn lại.'
};
